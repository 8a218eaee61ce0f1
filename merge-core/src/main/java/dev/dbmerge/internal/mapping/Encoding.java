package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;

/** How a type's values pass as text without loss; measured on MySQL 5.7, 8.0, 9.7 and MariaDB 10.11, 11.4. */
public enum Encoding {
    /** The text is the value. */
    PLAIN("%s", "%s"),
    /** FLOAT prints six digits; times 1e0 it prints all of them and keeps -0. */
    DOUBLE("%s * 1e0", "%s"),
    /** BIT prints as raw bytes that LOAD DATA does not take. */
    BITS("%s + 0", "CAST(%s AS UNSIGNED)"),
    /** An ENUM's index 0 prints as the empty text, as does a member that is empty. */
    INDEX("%s + 0", "CAST(%s AS UNSIGNED)"),
    /**
     * The same where no label is a number: a text that is none is taken for the index, and {@code '0'} passes in strict mode, where
     * the number 0 is refused (MariaDB 10.11 refuses both).
     */
    INDEX_TEXT("%s + 0", "CONVERT(%s USING utf8mb4)"),
    /** In a LOAD DATA that has a SET, an AUTO_INCREMENT column outside of it gets a new number for 0 in every mode; 9.7 does not. */
    COUNTER("%s", "CAST(%s AS DECIMAL(65))"),
    /** JSON, UUID and the INET types refuse or misread a text in character set binary. */
    UNICODE("%s", "CONVERT(%s USING utf8mb4)");

    private final String read;
    private final String write;

    Encoding(String read, String write) {
        this.read = read;
        this.write = write;
    }

    /** Gives the encoding of a column's type. */
    public static Encoding of(Column column) {
        return switch (column.baseType()) {
            case "float", "double" -> DOUBLE;
            case "bit" -> BITS;
            case "enum" -> column.type().matches("(?s).*'[0-9]+'.*") ? INDEX : INDEX_TEXT;
            case "json", "uuid", "inet4", "inet6" -> UNICODE;
            default -> column.autoIncrement() ? COUNTER : PLAIN;
        };
    }

    /** Gives the encoding of an expression's values for a column; another ENUM may count its members differently. */
    public static Encoding ofExpression(Column column) {
        Encoding encoding = of(column);
        return encoding == INDEX || encoding == INDEX_TEXT ? PLAIN : encoding;
    }

    /** Gives the expression to select. */
    public String read(String expression) {
        return read.formatted(expression);
    }

    /** Gives the expression to store, over a variable or a placeholder that holds the text. */
    public String write(String placeholder) {
        return write.formatted(placeholder);
    }

    /** Tells whether the text can be stored as it is. */
    public boolean storesAsIs() {
        return write.equals("%s");
    }
}
