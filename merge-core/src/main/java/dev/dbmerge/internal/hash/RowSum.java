package dev.dbmerge.internal.hash;

import java.math.BigInteger;
import java.util.Objects;

/**
 * What a set of rows comes to, whatever their order: their number and the sum of their hashes.
 *
 * <p>A sum, since equal rows cancel in an XOR. Sums of disjoint sets add up, which is what the proof after the cleanup rests on.
 *
 * @param sum of 32-bit numbers, one a row; of 60-bit ones where the rows were hashed here
 */
public record RowSum(long rows, BigInteger sum) {
    /** The sum of no rows. */
    public static final RowSum ZERO = new RowSum(0, BigInteger.ZERO);

    public RowSum {
        Objects.requireNonNull(sum, "sum");
    }

    public RowSum plus(RowSum other) {
        return new RowSum(rows + other.rows, sum.add(other.sum));
    }

    public RowSum minus(RowSum other) {
        return new RowSum(rows - other.rows, sum.subtract(other.sum));
    }
}
