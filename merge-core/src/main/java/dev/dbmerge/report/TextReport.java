package dev.dbmerge.report;

import dev.dbmerge.plan.MergePlan;
import java.util.Objects;

/**
 * Writes plans and reports as text for people: aligned columns, lines of about 100 characters, the verdict last.
 *
 * <p>Only names that are themselves wide make a line wider. The text may change from version to version; programs read
 * {@link JsonReport}.
 */
public final class TextReport {
    private final Ink ink;

    public TextReport(Ink ink) {
        this.ink = Objects.requireNonNull(ink, "ink");
    }

    /** Gives the plan, with a line end. */
    public String plan(MergePlan plan) {
        return new PlanText(plan, ink).text();
    }

    /** Gives what a run did, with a line end. */
    public String run(MergeReport report) {
        return new RunText(report, ink).text();
    }
}
