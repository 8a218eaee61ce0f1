package dev.dbmerge.internal.sql;

import java.util.Locale;

/**
 * One word, name, literal or symbol of an SQL text.
 *
 * @param text as it stands in the text, quotes included
 * @param start index of its first character
 * @param end index after its last character
 */
public record Token(Kind kind, String text, int start, int end) {
    /** Kinds of token. */
    public enum Kind {
        /** A keyword or an unquoted name. */
        WORD,
        /** A name in backticks, or in double quotes under ANSI_QUOTES. */
        QUOTED_NAME,
        /** A literal in single or double quotes. */
        STRING,
        NUMBER,
        /** {@code @name} or {@code @@name}. */
        VARIABLE,
        /** One character, such as {@code (} or {@code ;}. */
        SYMBOL
    }

    /** Tells whether this is the keyword, in whatever case. */
    public boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    /** Tells whether this is the symbol. */
    public boolean is(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** Tells whether this can be a name. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** Gives the name without its quotes. */
    public String name() {
        if (kind != Kind.QUOTED_NAME) {
            return text;
        }
        String quote = text.substring(0, 1);
        return text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }

    /** Gives the upper-case text of a keyword. */
    public String upper() {
        return text.toUpperCase(Locale.ROOT);
    }
}
