package dev.dbmerge.plan;

/**
 * A number of rows.
 *
 * @param rows never negative
 * @param exact false where it is the server's estimate
 */
public record RowCount(long rows, boolean exact) {
    public RowCount {
        if (rows < 0) {
            throw new IllegalArgumentException("a number of rows is never negative: " + rows);
        }
    }

    /** Gives {@code 1,234}, with {@code ~} before an estimate. */
    @Override
    public String toString() {
        return (exact ? "" : "~") + String.format(java.util.Locale.ROOT, "%,d", rows);
    }
}
