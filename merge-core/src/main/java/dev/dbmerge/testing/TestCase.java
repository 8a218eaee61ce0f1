package dev.dbmerge.testing;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.RuleCase;

/** A case that {@link RuleTests} read and can run. */
public final class TestCase {
    private final RuleCase ruleCase;

    TestCase(RuleCase ruleCase) {
        this.ruleCase = ruleCase;
    }

    /** Gives the step that it tests, such as {@code cleanup:010-stale-scenarios}, or {@code merge:ete} for the whole spec. */
    public String subject() {
        return ruleCase.subject().toString();
    }

    /** Gives its name, as its author wrote it. */
    public String name() {
        return ruleCase.name();
    }

    /** Gives where it stands. */
    public Position at() {
        return ruleCase.at();
    }

    RuleCase ruleCase() {
        return ruleCase;
    }

    @Override
    public String toString() {
        return subject() + ": " + name();
    }
}
