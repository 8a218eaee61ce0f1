package dev.dbmerge.internal.planner;

import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.Limits;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Compares what a rule is about to do to one table with the rule's limits; the plan asks it, and the rule before it runs. */
public final class LimitCheck {
    private final CleanupRule rule;
    private final String table;
    private final long rowsBefore;
    private final long touched;

    /**
     * Makes the comparison.
     *
     * @param touched rows that the rule will remove, or that its condition finds to change
     */
    public LimitCheck(CleanupRule rule, String table, long rowsBefore, long touched) {
        this.rule = rule;
        this.table = table;
        this.rowsBefore = rowsBefore;
        this.touched = touched;
    }

    /** Gives the first limit that does not hold. */
    public Optional<Excess> excess() {
        Limits limits = rule.limits();
        double percent = rowsBefore == 0 ? 0 : touched * 100.0 / rowsBefore;
        if (limits.maxPercent().isPresent() && percent > limits.maxPercent().getAsDouble()) {
            double max = limits.maxPercent().getAsDouble();
            return over(
                    "max-percent",
                    touching() + " (" + shown(percent, max) + " %), over its max-percent of " + plain(max));
        }
        if (limits.maxRows().isPresent() && touched > limits.maxRows().getAsLong()) {
            return over(
                    "max-rows",
                    touching() + ", over its max-rows of "
                            + number(limits.maxRows().getAsLong()));
        }
        if (limits.minRemaining().isPresent()
                && remaining() < limits.minRemaining().getAsLong()) {
            return over(
                    "min-remaining",
                    "would leave " + ofAll(remaining()) + ", under its min-remaining of "
                            + number(limits.minRemaining().getAsLong()));
        }
        return Optional.empty();
    }

    /**
     * A limit that does not hold.
     *
     * @param limit its key in the spec
     * @param problem a sentence with the numbers
     * @param remedy the second half of a sentence: what to mend
     */
    public record Excess(String limit, String problem, String remedy) {
        public Excess {
            Objects.requireNonNull(limit, "limit");
            Objects.requireNonNull(problem, "problem");
            Objects.requireNonNull(remedy, "remedy");
        }
    }

    private long remaining() {
        return rule.kind() == CleanupRule.Kind.DELETE ? rowsBefore - touched : rowsBefore;
    }

    private String touching() {
        return (rule.kind() == CleanupRule.Kind.DELETE ? "would remove " : "would change ") + ofAll(touched);
    }

    private String ofAll(long rows) {
        return number(rows) + " of " + number(rowsBefore) + " rows of " + table;
    }

    private Optional<Excess> over(String limit, String clause) {
        return Optional.of(new Excess(
                limit,
                "Rule " + rule.id() + " " + clause + ".",
                "mend " + rule.file() + ", or the rule's " + limit + " in the spec."));
    }

    /** One decimal, or four where one would look like the limit itself. */
    private static String shown(double percent, double max) {
        String one = String.format(Locale.ROOT, "%.1f", percent);
        return Double.parseDouble(one) > max ? one : String.format(Locale.ROOT, "%.4f", percent);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
