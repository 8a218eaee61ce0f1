package dev.dbmerge.internal.server;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quotes names and literals for every SQL text that jOOQ does not render. */
public final class Names {
    private Names() {}

    /** Gives a name in backticks. */
    public static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Gives {@code `schema`.`object`}. */
    public static String quote(String schema, String object) {
        return quote(schema) + "." + quote(object);
    }

    /** Gives names in backticks, separated by commas. */
    public static String quoteAll(Collection<String> names) {
        return names.stream().map(Names::quote).collect(Collectors.joining(", "));
    }

    /** Gives a string literal; only for sessions without NO_BACKSLASH_ESCAPES, as {@link Session} sets them up. */
    public static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
