package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;

/** Compares values as {@link RowReader} spells them with values that were sent. */
final class StoredValue {
    private StoredValue() {}

    /** Gives the text without the quotes and escapes of its spelling. */
    static String text(String spelled) {
        return spelled.startsWith("'")
                ? spelled.substring(1, spelled.length() - 1).replace("''", "'").replace("\\\\", "\\")
                : spelled;
    }

    /** Gives what {@link SqlValue#normal} is for the same value. */
    static String normal(Column column, String spelled) {
        ColumnType type = ColumnType.of(column);
        return type.binary() ? spelled.substring(2) : CellValues.normal(type, text(spelled));
    }

    /** Tells whether the column holds another value than it was sent; types with spellings of their own are trusted. */
    static boolean changed(Column column, SqlValue sent, String spelled) {
        if (sent.isNull() || spelled.equals("NULL")) {
            return sent.isNull() != spelled.equals("NULL");
        }
        String normal = sent.normal();
        return switch (ColumnType.of(column)) {
            case INTEGER, DECIMAL -> !normal.equals(normal(column, spelled));
            case FLOAT -> Float.parseFloat(normal) != Float.parseFloat(spelled);
            case DOUBLE -> Double.parseDouble(normal) != Double.parseDouble(spelled);
            case TEXT -> !sent.sql().equals(spelled);
            case BYTES ->
                sent.sql().startsWith("x'")
                        && !(spelled.substring(2).replaceFirst("0*$", "")).equals(normal.replaceFirst("0*$", ""));
            case DATE, MOMENT, TIME -> moved(normal, normal(column, spelled));
            default -> false;
        };
    }

    /** A date stands for its first moment; other spellings than the server's own are trusted. */
    private static boolean moved(String sent, String held) {
        String whole = sent.length() == 10 && held.length() > 10 ? sent + " 00:00:00" : sent.replaceFirst("[Tt]", " ");
        boolean usual = whole.matches("(\\d{4}-\\d\\d-\\d\\d)?( ?\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?)?");
        return usual && !whole.equals(held);
    }
}
