package dev.dbmerge.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text of several statements at its delimiters; {@code DELIMITER} lines, which only clients know, change what ends one. */
public final class SqlScript {
    private static final Pattern DELIMITER = Pattern.compile("(?im)^[ \\t]*DELIMITER[ \\t]+(\\S+)[ \\t]*\\r?$");

    private final String text;
    private final List<Statement> statements = new ArrayList<>();

    private SqlScript(String text) {
        this.text = text;
    }

    /**
     * One statement.
     *
     * @param sql its text with its comments, without its delimiter
     * @param tokens what it holds, at least one token
     * @param start index of its first token in the script
     */
    public record Statement(String sql, List<Token> tokens, int start) {
        public Statement {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * Cuts a script.
     *
     * @throws SqlTextException when a quote or a comment has no end
     */
    public static List<Statement> statements(String script) {
        SqlScript cutter = new SqlScript(script);
        cutter.cut();
        return List.copyOf(cutter.statements);
    }

    private void cut() {
        Matcher matcher = DELIMITER.matcher(text);
        String delimiter = ";";
        int from = 0;
        while (matcher.find()) {
            cut(from, matcher.start(), delimiter);
            delimiter = matcher.group(1);
            from = matcher.end();
        }
        cut(from, text.length(), delimiter);
    }

    private void cut(int from, int to, String delimiter) {
        String part = text.substring(from, to);
        if (delimiter.equals(";")) {
            int start = 0;
            for (Token token : tokens(part, from)) {
                if (token.is(';')) {
                    add(from + start, from + token.start());
                    start = token.end();
                }
            }
            add(from + start, to);
            return;
        }
        int start = from;
        for (int end = text.indexOf(delimiter, from); end >= 0 && end < to; end = text.indexOf(delimiter, start)) {
            add(start, end);
            start = end + delimiter.length();
        }
        add(start, to);
    }

    private void add(int from, int to) {
        List<Token> tokens = tokens(text.substring(from, to), from);
        if (!tokens.isEmpty()) {
            statements.add(new Statement(
                    text.substring(from, to).strip(),
                    tokens,
                    from + tokens.get(0).start()));
        }
    }

    private static List<Token> tokens(String part, int offset) {
        try {
            return SqlText.tokens(part);
        } catch (SqlTextException e) {
            throw new SqlTextException(e.getMessage(), e.remedy(), offset + e.offset());
        }
    }
}
