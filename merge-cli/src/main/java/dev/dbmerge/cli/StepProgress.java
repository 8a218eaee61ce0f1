package dev.dbmerge.cli;

import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the run is in one step.
 *
 * @param number counted from 1
 * @param rows rows done so far
 * @param of rows in all; 0 where not known
 * @param beganNanos of the clock that {@link #took} is given
 * @param doing what it does beside moving rows; empty text where it moves them
 */
record StepProgress(Step step, int number, long rows, long of, long beganNanos, String doing) {
    StepProgress at(long rowsNow, long ofNow) {
        return new StepProgress(step, number, rowsNow, ofNow, beganNanos, "");
    }

    StepProgress doing(String what) {
        return new StepProgress(step, number, rows, of, beganNanos, what);
    }

    Duration took(long nowNanos) {
        return Duration.ofNanos(nowNanos - beganNanos);
    }

    /** Gives the step's id as one line, whatever the name of its table. */
    String id() {
        return step.id().replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    /** Gives the share that is done, 0 to 1; 0 where it is not known. */
    double share() {
        return of == 0 ? 0 : Math.min(1.0, (double) rows / of);
    }

    /**
     * Gives {@code 23,000 of 50,000 rows, 2,300 rows/s, 10.0 s}.
     *
     * @param perSecond rows that moved lately
     * @param left how long the run's rows will still take, said instead of the time that went by
     */
    String text(long nowNanos, OptionalLong perSecond, Optional<Duration> left) {
        Duration took = took(nowNanos);
        if (!doing.isEmpty()) {
            return doing + ", " + Words.number(rows) + " rows, " + Words.time(took);
        }
        String time = left.map(still -> Words.time(still) + " left").orElse(Words.time(took));
        if (rows == 0) {
            return time;
        }
        // A plan may only have an estimate, and more than all is nothing to tell.
        boolean known = of > 0 && rows <= of;
        String part = Words.number(rows) + (known ? " of " + Words.number(of) : "") + " rows";
        String unit = left.isPresent() ? "/s, " : " rows/s, ";
        return part + ", " + (perSecond.isPresent() ? Words.number(perSecond.getAsLong()) + unit : "") + time;
    }

    /** Gives {@code 50,000 rows in 21.4 s (streamed)} and, where it is not done, what it is. */
    static String text(StepResult result) {
        String state = switch (result.status()) {
            case DONE -> "";
            case REJECTED -> "does not hold; ";
            case FAILED -> "failed after ";
        };
        boolean counted = result.rows() > 0 && result.status() != StepResult.Status.FAILED;
        String rows = counted ? Words.number(result.rows()) + (result.rows() == 1 ? " row in " : " rows in ") : "";
        boolean told = result.detail().isEmpty() || result.status() == StepResult.Status.FAILED; // the error tells it
        String detail = told ? "" : " (" + result.detail() + ")";
        return state + rows + Words.time(result.took()) + detail;
    }
}
