package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;

/** Tells whether two columns hold the same values in the same form. */
public final class SameType {
    private SameType() {}

    /** The display width of an integer says nothing about its values, nor does the second name of a character set. */
    public static boolean of(Column source, Column target) {
        return width(source).equals(width(target))
                && source.charset()
                        .map(SameType::charset)
                        .equals(target.charset().map(SameType::charset));
    }

    private static String width(Column column) {
        return column.baseType().endsWith("int") ? column.type().replaceFirst("\\(\\d+\\)", "") : column.type();
    }

    private static String charset(String name) {
        return name.equals("utf8") ? "utf8mb3" : name;
    }
}
