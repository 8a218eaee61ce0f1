package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What SHOW CREATE TABLE prints, cut at the commas between its elements.
 *
 * <p>The marks of version comments are gone: what stood in them is part of the element it stands in.
 */
record TableText(String text, List<Element> elements, List<Token> options, List<Token> partitions) {
    /** What an element declares. */
    enum Kind {
        COLUMN,
        PRIMARY_KEY,
        KEY,
        FULLTEXT_KEY,
        VECTOR_KEY,
        FOREIGN_KEY,
        /** A CHECK or a PERIOD. */
        RULE
    }

    /** One element between the table's parentheses. */
    record Element(Kind kind, List<Token> tokens) {
        /** Gives the name of a column or a constraint; empty for an element without one. */
        String name() {
            int at = tokens.get(0).is("CONSTRAINT") ? 1 : 0;
            return tokens.get(at).kind() == Token.Kind.QUOTED_NAME
                    ? tokens.get(at).name()
                    : "";
        }

        /** Gives the index of the keyword outside parentheses, or -1. */
        int indexOf(String keyword) {
            return TableText.indexOf(tokens, 0, keyword);
        }
    }

    private static final Map<String, Kind> KINDS = Map.of(
            "PRIMARY", Kind.PRIMARY_KEY,
            "UNIQUE", Kind.KEY,
            "KEY", Kind.KEY,
            "SPATIAL", Kind.KEY,
            "FULLTEXT", Kind.FULLTEXT_KEY,
            "VECTOR", Kind.VECTOR_KEY,
            "FOREIGN", Kind.FOREIGN_KEY,
            "CHECK", Kind.RULE,
            "PERIOD", Kind.RULE);

    static TableText of(String createSql) {
        List<Token> tokens = SqlText.tokens(createSql);
        int open = 0;
        while (!tokens.get(open).is('(')) {
            open++;
        }
        int close = closing(tokens, open);
        List<Element> elements = split(tokens.subList(open + 1, close)).stream()
                .map(TableText::element)
                .toList();
        List<Token> tail = tokens.subList(close + 1, tokens.size());
        int partition = indexOf(tail, 0, "PARTITION");
        int end = partition < 0 ? tail.size() : partition;
        return new TableText(
                createSql, elements, List.copyOf(tail.subList(0, end)), List.copyOf(tail.subList(end, tail.size())));
    }

    /** Gives a CREATE TABLE with another engine, and without the row format, which the old one may have had alone. */
    static String withEngine(String createSql, String engine) {
        StringBuilder text = new StringBuilder(createSql);
        List<Token> options = new ArrayList<>(of(createSql).options());
        for (int i = options.size() - 1; i >= 0; i--) {
            if (options.get(i).is("ENGINE")) {
                Token value = options.get(options.get(i + 1).is('=') ? i + 2 : i + 1);
                text.replace(value.start(), value.end(), engine);
            } else if (options.get(i).is("ROW_FORMAT")) {
                Token value = options.get(options.get(i + 1).is('=') ? i + 2 : i + 1);
                text.delete(options.get(i).start(), value.end());
            }
        }
        return text.toString();
    }

    List<Element> elements(Kind kind) {
        return elements.stream().filter(element -> element.kind() == kind).toList();
    }

    /** Gives the tokens with the blanks that stood between them; a comment's mark becomes a blank. */
    String render(List<Token> tokens) {
        return render(text, tokens, Token::text);
    }

    /** Gives tokens of a text, each as the writer spells it, with the blanks that stood between them. */
    static String render(String text, List<Token> tokens, Speller writer) {
        StringBuilder out = new StringBuilder();
        int end = -1;
        for (Token token : tokens) {
            if (end >= 0 && token.start() > end) {
                String gap = text.substring(end, token.start());
                out.append(gap.isBlank() ? gap : " ");
            }
            out.append(writer.write(token));
            end = token.end();
        }
        return out.toString();
    }

    /** Spells a token. */
    interface Speller {
        String write(Token token);
    }

    /** Gives the names in the parentheses that open at the index. */
    static List<String> names(List<Token> tokens, int open) {
        return tokens.subList(open + 1, closing(tokens, open)).stream()
                .filter(token -> token.kind() == Token.Kind.QUOTED_NAME)
                .map(Token::name)
                .toList();
    }

    /** Gives the index of the parenthesis that closes the one at the index. */
    static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            if (tokens.get(i).is('(')) {
                depth++;
            } else if (tokens.get(i).is(')') && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a parenthesis has no end");
    }

    /** Gives the index of the keyword outside parentheses from the index on, or -1. */
    static int indexOf(List<Token> tokens, int from, String keyword) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).is('(')) {
                i = closing(tokens, i);
            } else if (tokens.get(i).is(keyword)) {
                return i;
            }
        }
        return -1;
    }

    private static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || tokens.get(i).is(',')) {
                parts.add(List.copyOf(tokens.subList(start, i)));
                start = i + 1;
            } else if (tokens.get(i).is('(')) {
                i = closing(tokens, i);
            }
        }
        return parts;
    }

    private static Element element(List<Token> tokens) {
        Token first = tokens.get(0);
        if (first.kind() == Token.Kind.QUOTED_NAME) {
            return new Element(Kind.COLUMN, tokens);
        }
        Token word =
                first.is("CONSTRAINT") ? tokens.get(tokens.get(1).kind() == Token.Kind.QUOTED_NAME ? 2 : 1) : first;
        Kind kind = KINDS.get(word.upper());
        if (kind == null) {
            throw new IllegalArgumentException("an element begins with " + word.text());
        }
        return new Element(kind, tokens);
    }
}
