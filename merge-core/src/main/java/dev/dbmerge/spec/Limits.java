package dev.dbmerge.spec;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far a cleanup rule may go; a rule that would go further changes nothing and stops the run.
 *
 * @param maxPercent the share of the table's rows before the rule, 0 to 100
 * @param maxRows the rows that it may remove or change
 * @param minRemaining the rows that the table must keep
 */
public record Limits(OptionalDouble maxPercent, OptionalLong maxRows, OptionalLong minRemaining) {
    /** No limit at all. */
    public static final Limits NONE = new Limits(OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Limits {
        Objects.requireNonNull(maxPercent, "maxPercent");
        Objects.requireNonNull(maxRows, "maxRows");
        Objects.requireNonNull(minRemaining, "minRemaining");
    }
}
