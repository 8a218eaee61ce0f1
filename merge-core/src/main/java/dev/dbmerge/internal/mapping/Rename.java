package dev.dbmerge.internal.mapping;

import java.util.Objects;

/**
 * A column of production that may be a column of the target under another name.
 *
 * @param place whether it stands in the same place of its table
 * @param compared rows of the same key on both sides that were looked at
 * @param equal those of them whose values are the same
 */
public record Rename(String from, String to, boolean place, long compared, long equal) {
    private static final int ENOUGH = 5;

    public Rename {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    /** Tells whether the rows speak against it: a value that was computed anew is no value of another name. */
    public boolean refuted() {
        return compared >= ENOUGH && equal * 2 < compared;
    }

    /** Says in a clause what speaks for it. */
    public String evidence() {
        String same = "same type" + (place ? ", same place" : ", a similar name");
        return compared == 0
                ? same + "; no row of the same key to compare"
                : same + ", " + equal + " of " + compared + " rows of the same key hold the same value";
    }
}
