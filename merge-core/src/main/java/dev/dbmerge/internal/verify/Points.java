package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import java.util.Set;

/**
 * Writes the comparison of a reference's two columns, so that an index of the parent serves it.
 *
 * <p>Text that points at numbers ({@code versions.whodunnit -> users.id}) points nowhere unless it is a whole number: servers
 * take '12abc' for 12. Text of another collation is compared by the parent's.
 */
final class Points {
    private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    private Points() {}

    /** Gives the condition that the child's column {@code c} points at no row of the parent. */
    static String nowhere(Column child, Column parent, String parentTable) {
        String column = Names.quote("c", child.name());
        if (child.charset().isPresent() && WHOLE.contains(parent.baseType())) {
            String number =
                    "CAST(" + column + " AS " + (parent.type().contains("unsigned") ? "UNSIGNED" : "SIGNED") + ")";
            return "(" + column + " NOT REGEXP '^-?[0-9]+$' OR " + missing(number, parent, parentTable) + ")";
        }
        return missing(comparable(column, child, parent), parent, parentTable);
    }

    private static String comparable(String column, Column child, Column parent) {
        boolean textParent = parent.charset().isPresent();
        if (!textParent || BYTES.contains(child.baseType()) || child.collation().equals(parent.collation())) {
            return column;
        }
        return "CONVERT(" + column + " USING " + parent.charset().orElseThrow() + ") COLLATE "
                + parent.collation().orElseThrow();
    }

    private static String missing(String value, Column parent, String parentTable) {
        return "NOT EXISTS (SELECT 1 FROM " + parentTable + " AS p WHERE " + Names.quote("p", parent.name()) + " = "
                + value + ")";
    }

    /** Gives a column's value as text that can be printed. */
    static String text(String reference, Column column) {
        String name = Names.quote(reference, column.name());
        return BYTES.contains(column.baseType()) ? "CONCAT('0x', HEX(" + name + "))" : "CONCAT(" + name + ")";
    }
}
