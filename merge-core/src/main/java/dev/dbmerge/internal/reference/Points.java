package dev.dbmerge.internal.reference;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the comparison of a reference's two sides, so that an index of the parent serves it.
 *
 * <p>Text that points at numbers ({@code versions.whodunnit -> users.id}) points nowhere unless it is a whole number: servers
 * take '12abc' for 12. Text of another collation is compared by the parent's.
 */
public final class Points {
    private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    private Points() {}

    /** Tells whether a column holds whole numbers. */
    public static boolean whole(Column column) {
        return WHOLE.contains(column.baseType());
    }

    /** Tells whether a column holds numbers that have one text alone. */
    static boolean exact(Column column) {
        return whole(column) || column.baseType().equals("decimal");
    }

    /** Tells whether a column holds bytes. */
    public static boolean bytes(Column column) {
        return BYTES.contains(column.baseType());
    }

    /** Tells whether a column is text that points at whole numbers. */
    public static boolean textAtNumbers(Column child, Column parent) {
        return child.charset().isPresent() && whole(parent);
    }

    /**
     * Gives the child's value as the parent's column can be compared with it.
     *
     * @param reference how the statement calls the child's row
     */
    public static String value(String reference, Column child, Column parent) {
        String column = Names.quote(reference, child.name());
        if (textAtNumbers(child, parent)) {
            // More digits than any key has would be an error where rows are changed.
            return "(CASE WHEN " + column + " REGEXP '^-?[0-9]{1,18}$' THEN CAST(" + column + " AS "
                    + (parent.type().contains("unsigned") ? "UNSIGNED" : "SIGNED") + ") END)";
        }
        boolean asItIs =
                parent.charset().isEmpty() || bytes(child) || child.collation().equals(parent.collation());
        return asItIs
                ? column
                : "CONVERT(" + column + " USING " + parent.charset().orElseThrow() + ") COLLATE "
                        + parent.collation().orElseThrow();
    }

    /**
     * Gives the condition that the child's row has a value in each of its columns and no row of the parent has the same.
     *
     * @param reference how the statement calls the child's row
     * @param parentRows a table's name or a SELECT in parentheses
     */
    public static String nowhere(String reference, List<Column> child, List<Column> parent, String parentRows) {
        return given(reference, child) + " AND NOT EXISTS (SELECT 1 FROM " + parentRows + " AS p WHERE "
                + same("p", parent, reference, child) + ")";
    }

    /** Gives the condition that the child's row points at the parent's. */
    public static String same(String parentReference, List<Column> parent, String reference, List<Column> child) {
        return IntStream.range(0, child.size())
                .mapToObj(i -> Names.quote(parentReference, parent.get(i).name()) + " = "
                        + value(reference, child.get(i), parent.get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /** Gives the condition that none of the columns is NULL: a NULL points nowhere on purpose. */
    public static String given(String reference, List<Column> child) {
        return child.stream()
                .map(column -> Names.quote(reference, column.name()) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
    }

    /** Gives a column's value as text that can be printed. */
    public static String text(String reference, Column column) {
        String name = Names.quote(reference, column.name());
        return bytes(column) ? "CONCAT('0x', HEX(" + name + "))" : "CONCAT(" + name + ")";
    }

    /** Gives the values of several columns as one text, comma between. */
    public static String text(String reference, List<Column> columns) {
        return columns.size() == 1
                ? text(reference, columns.get(0))
                : columns.stream()
                        .map(column -> text(reference, column))
                        .collect(Collectors.joining(", ", "CONCAT_WS(', ', ", ")"));
    }
}
