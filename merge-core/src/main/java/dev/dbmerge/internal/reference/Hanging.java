package dev.dbmerge.internal.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Rows that hang on rows that are not there, or on others than before.
 *
 * @param rows how many
 * @param keys up to {@link #SHOWN} of their keys
 */
public record Hanging(long rows, List<String> keys) {
    /** How many keys are told. */
    public static final int SHOWN = 5;

    /** No rows. */
    public static final Hanging NONE = new Hanging(0, List.of());

    public Hanging {
        keys = List.copyOf(keys);
    }

    /** Tells whether there is no such row. */
    public boolean none() {
        return rows == 0;
    }

    /** Gives {@code 3 rows (4, 7, 9)}. */
    public String text() {
        String shown = String.join("; ", keys) + (rows > keys.size() ? "; ..." : "");
        String comma = keys.stream().anyMatch(key -> key.contains(", ")) ? shown : shown.replace("; ", ", ");
        return String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row" : "rows")
                + (keys.isEmpty() ? "" : " (" + comma + ")");
    }

    /** Adds up rows one by one and keeps the first of their keys, numbers by their value. */
    public static final class Count {
        private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}");
        private static final Comparator<String> ORDER = (one, other) ->
                NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches()
                        ? new BigInteger(one).compareTo(new BigInteger(other))
                        : one.compareTo(other);

        private final List<String> keys = new ArrayList<>();
        private long rows;

        /** Adds a row. */
        public void add(String key) {
            rows++;
            if (keys.size() < SHOWN || ORDER.compare(key, keys.get(SHOWN - 1)) < 0) {
                keys.add(key);
                keys.sort(ORDER);
                keys.subList(Math.min(SHOWN, keys.size()), keys.size()).clear();
            }
        }

        /** Gives the rows so far. */
        public Hanging total() {
            return new Hanging(rows, keys);
        }
    }
}
