package dev.dbmerge.internal.cases;

import dev.dbmerge.error.Position;
import java.util.Objects;
import java.util.Optional;

/**
 * One case: what is there before, and what is expected afterwards.
 *
 * @param now what NOW() gives, as {@code 2026-02-28 12:00:00} in UTC; the test's own start where it is empty
 * @param target for a cleanup rule or a check: the rows before
 * @param staging for an overlay or a whole merge: staging's rows
 * @param production as {@code staging}, of production
 * @param spec top-level keys of the spec, as YAML, that take the place of the spec's own; may be empty
 */
public record RuleCase(
        Subject subject,
        String name,
        Position at,
        Optional<String> now,
        Given target,
        Given staging,
        Given production,
        String spec,
        Expectation expected) {
    public RuleCase {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(expected, "expected");
    }
}
