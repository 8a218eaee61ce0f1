package dev.dbmerge.internal.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts an SQL text of MySQL or MariaDB into tokens, leaving out blanks and comments.
 *
 * <p>It knows quotes, backticks, escapes and comments and nothing of grammar. A version comment ({@code /*!50100 ... }) is code:
 * its content is cut into tokens like the rest, its marks are left out. Backslash escapes are on and double quotes are strings,
 * unless an SQL mode says otherwise.
 */
public final class SqlText {
    /** What starts with a digit and is no number is a name, such as {@code 2fa_tokens}. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+([eE][0-9]*)?|0x[0-9a-fA-F]+|0b[01]+");

    private final String text;
    private final boolean ansiQuotes;
    private final boolean backslashEscapes;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Integer> versionComments = new ArrayList<>();
    private final Deque<Integer> openVersionComments = new ArrayDeque<>();
    private int at;

    private SqlText(String text, String sqlMode) {
        this.text = text;
        this.ansiQuotes = sqlMode.contains("ANSI_QUOTES");
        this.backslashEscapes = !sqlMode.contains("NO_BACKSLASH_ESCAPES");
    }

    /**
     * Cuts a text.
     *
     * @throws SqlTextException when a quote or a comment has no end
     */
    public static List<Token> tokens(String text) {
        return tokens(text, "");
    }

    /**
     * Cuts a text that was written for an SQL mode; under {@code ANSI_QUOTES} double quotes are names.
     *
     * @param sqlMode as a server spells it, such as {@code ANSI_QUOTES,NO_BACKSLASH_ESCAPES}
     * @throws SqlTextException when a quote or a comment has no end
     */
    public static List<Token> tokens(String text, String sqlMode) {
        SqlText cutter = new SqlText(text, sqlMode);
        cutter.cut();
        return List.copyOf(cutter.tokens);
    }

    /**
     * Gives the index of each version comment's first character.
     *
     * @throws SqlTextException when a quote or a comment has no end
     */
    static List<Integer> versionComments(String text) {
        SqlText cutter = new SqlText(text, "");
        cutter.cut();
        return List.copyOf(cutter.versionComments);
    }

    private void cut() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isBlank(c)) {
                at++;
            } else if (startsComment()) {
                skipComment();
            } else if (!openVersionComments.isEmpty() && text.startsWith("*/", at)) {
                openVersionComments.pop();
                at += 2;
            } else {
                cutToken(c);
            }
        }
        if (!openVersionComments.isEmpty()) {
            throw new SqlTextException("a comment has no end", openVersionComments.peek());
        }
    }

    private boolean startsComment() {
        if (text.startsWith("/*", at) || text.charAt(at) == '#') {
            return true;
        }
        return text.startsWith("--", at) && (at + 2 == text.length() || text.charAt(at + 2) <= ' ');
    }

    private void skipComment() {
        if (!text.startsWith("/*", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        } else if (text.startsWith("/*!", at) || text.startsWith("/*M!", at)) {
            openVersionComments.push(at);
            versionComments.add(at);
            at = text.indexOf('!', at) + 1;
            int version = at;
            while (at < text.length() && at < version + 6 && isDigit(text.charAt(at))) {
                at++;
            }
        } else {
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
                throw new SqlTextException("a comment has no end", at);
            }
            at = end + 2;
        }
    }

    private void cutToken(char c) {
        int start = at;
        if (c == '`' || c == '"' && ansiQuotes) {
            add(Token.Kind.QUOTED_NAME, start, endOfQuoted(false));
        } else if (c == '\'' || c == '"') {
            add(Token.Kind.STRING, start, endOfQuoted(backslashEscapes));
        } else if (isWordPart(c)) {
            int end = endOfWord();
            add(NUMBER.matcher(text).region(start, end).matches() ? Token.Kind.NUMBER : Token.Kind.WORD, start, end);
        } else if (c == '@') {
            while (at < text.length() && text.charAt(at) == '@') {
                at++;
            }
            add(Token.Kind.VARIABLE, start, endOfWord());
        } else {
            add(Token.Kind.SYMBOL, start, start + 1);
        }
    }

    private void add(Token.Kind kind, int start, int end) {
        tokens.add(new Token(kind, text.substring(start, end), start, end));
        at = end;
    }

    private int endOfQuoted(boolean escapes) {
        char quote = text.charAt(at);
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        throw new SqlTextException("the quote " + quote + " has no end", at);
    }

    private int endOfWord() {
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The servers' blanks; U+00A0 and its like are parts of names to them. */
    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }
}
