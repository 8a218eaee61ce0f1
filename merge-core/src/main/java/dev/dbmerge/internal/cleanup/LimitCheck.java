package dev.dbmerge.internal.cleanup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.Limits;
import java.math.BigDecimal;
import java.util.Locale;

/** Compares what a rule is about to do to one table with the rule's limits. */
final class LimitCheck {
    private final CleanupRule rule;
    private final String table;
    private final long rowsBefore;
    private final long touched;

    /**
     * Makes the comparison.
     *
     * @param touched rows that the rule will remove, or that its condition finds to change
     */
    LimitCheck(CleanupRule rule, String table, long rowsBefore, long touched) {
        this.rule = rule;
        this.table = table;
        this.rowsBefore = rowsBefore;
        this.touched = touched;
    }

    /**
     * Does nothing while every limit holds.
     *
     * @throws RefusedException with {@link ErrorCode#RULE_LIMIT} and the numbers
     */
    void check() {
        Limits limits = rule.limits();
        double percent = rowsBefore == 0 ? 0 : touched * 100.0 / rowsBefore;
        limits.maxPercent().ifPresent(max -> {
            if (percent > max) {
                throw over(
                        "max-percent",
                        touching() + " (" + shown(percent, max) + " %), over its max-percent of " + plain(max));
            }
        });
        limits.maxRows().ifPresent(max -> {
            if (touched > max) {
                throw over("max-rows", touching() + ", over its max-rows of " + number(max));
            }
        });
        limits.minRemaining().ifPresent(min -> {
            if (remaining() < min) {
                throw over(
                        "min-remaining",
                        "would leave " + ofAll(remaining()) + ", under its min-remaining of " + number(min));
            }
        });
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

    private RefusedException over(String limit, String clause) {
        return new RefusedException(
                ErrorCode.RULE_LIMIT,
                "Rule " + rule.id() + " " + clause + ".",
                "Nothing was changed; mend " + rule.file() + ", or the rule's " + limit + " in the spec.");
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
