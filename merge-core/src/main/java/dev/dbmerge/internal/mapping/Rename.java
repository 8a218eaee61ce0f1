package dev.dbmerge.internal.mapping;

import java.util.Objects;

/**
 * A column of production that may be a column of the target under another name.
 *
 * @param likeness what the names and places have in common
 * @param compared rows of the same key on both sides that were looked at
 * @param equal those of them whose values are the same
 */
public record Rename(String from, String to, Likeness likeness, long compared, long equal) {
    private static final int ENOUGH = 5;

    public Rename {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(likeness, "likeness");
    }

    /** Tells whether the rows speak against it: a value that was computed anew is no value of another name. */
    public boolean refuted() {
        return compared >= ENOUGH && equal * 2 < compared;
    }

    /** Tells whether the rows speak for it; a name alone does not. */
    public boolean supported() {
        return compared >= ENOUGH && equal * 4 >= compared * 3;
    }

    /** Says in a clause what speaks for it. */
    public String evidence() {
        String same = "same type, " + likeness.clause;
        return compared == 0
                ? same + "; no row of the same key to compare"
                : same + ", " + equal + " of " + compared + " rows of the same key hold the same value";
    }

    /** What two columns have in common beside their type. */
    public enum Likeness {
        SAME_PLACE("same place"),
        SIMILAR_NAME("a similar name"),
        /** Too little by itself: rows have to speak for it. */
        ONE_WORD("a word of its name");

        private final String clause;

        Likeness(String clause) {
            this.clause = clause;
        }
    }
}
