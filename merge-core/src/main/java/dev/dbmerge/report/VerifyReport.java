package dev.dbmerge.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a look at a target showed that a run had built before.
 *
 * @param name the spec's name
 * @param target describes the target's server and schema
 * @param runId of the run that made it
 * @param madeAt when that run began; {@code judged} says what it found
 * @param tables how many tables were summed and compared; rows likewise
 * @param checks what differs from what the run left, then the references and checks of the spec
 * @param notes what was not looked at
 */
public record VerifyReport(
        String name,
        String target,
        String runId,
        Instant madeAt,
        Outcome judged,
        long tables,
        long rows,
        List<CheckResult> checks,
        List<String> notes,
        Duration took) {
    public VerifyReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(madeAt, "madeAt");
        Objects.requireNonNull(judged, "judged");
        Objects.requireNonNull(took, "took");
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    /** Gives {@link Outcome#VERIFIED} where nothing differs and all that is fatal holds, else {@link Outcome#REJECTED}. */
    public Outcome outcome() {
        return checks.stream().allMatch(check -> check.holds() || !check.fatal()) ? Outcome.VERIFIED : Outcome.REJECTED;
    }
}
