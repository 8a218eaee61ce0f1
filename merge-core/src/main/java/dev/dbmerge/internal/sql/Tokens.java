package dev.dbmerge.internal.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Knows the tokens of a text by index, and which parentheses belong together. */
final class Tokens {
    private final String text;
    private final List<Token> tokens;
    private final int[] closing;
    private final int[] depth;

    private Tokens(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
        this.closing = new int[tokens.size()];
        this.depth = new int[tokens.size()];
    }

    /**
     * Cuts a text.
     *
     * @throws SqlTextException when a quote, a comment or a parenthesis has no end
     */
    static Tokens of(String text) {
        Tokens result = new Tokens(text, SqlText.tokens(text));
        result.matchParentheses();
        return result;
    }

    private void matchParentheses() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < size(); i++) {
            if (symbol(i, ')')) {
                if (open.isEmpty()) {
                    throw new SqlTextException("this closing parenthesis has no opening one", offset(i));
                }
                closing[open.pop()] = i;
            }
            depth[i] = open.size();
            if (symbol(i, '(')) {
                open.push(i);
            }
        }
        if (!open.isEmpty()) {
            throw new SqlTextException("this opening parenthesis has no closing one", offset(open.peek()));
        }
    }

    int size() {
        return tokens.size();
    }

    Token get(int i) {
        return tokens.get(i);
    }

    /** Gives the text of a token, or a description of the end. */
    String shown(int i) {
        return i < size() ? get(i).text() : "the end of the text";
    }

    /** Gives where a token starts in the text; after the last one, where that ends. */
    int offset(int i) {
        return i < size() ? get(i).start() : size() == 0 ? 0 : get(size() - 1).end();
    }

    /** Gives the text from one token up to, not including, another, without the blanks and comments between the two. */
    String slice(int from, int to) {
        return from >= to ? "" : text.substring(get(from).start(), get(to - 1).end());
    }

    boolean symbol(int i, char symbol) {
        return i >= 0 && i < size() && get(i).is(symbol);
    }

    /** Tells whether a token is this keyword and not a column behind a dot, where the servers take any word. */
    boolean keyword(int i, String keyword) {
        return i >= 0 && i < size() && get(i).is(keyword) && !behindDot(i);
    }

    boolean keyword(int i, Set<String> keywords) {
        return i >= 0
                && i < size()
                && get(i).kind() == Token.Kind.WORD
                && keywords.contains(get(i).text().toUpperCase(Locale.ROOT))
                && !behindDot(i);
    }

    boolean name(int i) {
        return i < size() && get(i).isName();
    }

    private boolean behindDot(int i) {
        return symbol(i - 1, '.')
                && i >= 2
                && (get(i - 2).isName() || get(i - 2).is('}'));
    }

    /** Gives the index of the parenthesis that closes the one at an index. */
    int closing(int i) {
        return closing[i];
    }

    boolean outermost(int i) {
        return depth[i] == 0;
    }

    /** Gives the index of the first of these keywords outside parentheses, else the number of tokens. */
    int find(int from, Set<String> keywords) {
        for (int i = from; i < size(); i++) {
            if (outermost(i) && keyword(i, keywords)) {
                return i;
            }
        }
        return size();
    }
}
