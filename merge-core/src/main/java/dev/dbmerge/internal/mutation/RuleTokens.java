package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Knows the tokens of a rule's text by index, and what belongs together: parentheses and CASE with its END. */
final class RuleTokens {
    private final String text;
    private final List<Token> tokens;
    private final int[] last;

    /**
     * Cuts a text.
     *
     * @throws SqlTextException when a quote, a comment or a parenthesis has no end
     */
    RuleTokens(String text) {
        this.text = text;
        this.tokens = SqlText.tokens(text);
        this.last = new int[tokens.size()];
        matchPairs();
    }

    private void matchPairs() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < size(); i++) {
            last[i] = i;
            if (symbol(i, '(') || word(i, "CASE")) {
                open.push(i);
            } else if (symbol(i, ')') || word(i, "END")) {
                boolean pair = !open.isEmpty() && symbol(i, ')') == symbol(open.peek(), '(');
                if (!pair && word(i, "END")) {
                    continue;
                }
                if (!pair) {
                    throw new SqlTextException(
                            tokens.get(i).text() + " closes nothing",
                            tokens.get(i).start());
                }
                last[open.pop()] = i;
            }
        }
        if (!open.isEmpty()) {
            throw new SqlTextException("this has no end", start(open.peek()));
        }
    }

    int size() {
        return tokens.size();
    }

    Token get(int i) {
        return tokens.get(i);
    }

    /** Gives the index after a token, or after the whole pair that it opens. */
    int next(int i) {
        return last[i] + 1;
    }

    /** Gives the index of the parenthesis or END that closes what opens at an index. */
    int closing(int i) {
        return last[i];
    }

    boolean symbol(int i, char symbol) {
        return i >= 0 && i < size() && get(i).is(symbol);
    }

    /** Tells whether a token is this keyword and no column behind a dot. */
    boolean word(int i, String keyword) {
        return i >= 0 && i < size() && get(i).is(keyword) && !symbol(i - 1, '.');
    }

    boolean word(int i, Set<String> keywords) {
        return i >= 0
                && i < size()
                && get(i).kind() == Token.Kind.WORD
                && keywords.contains(get(i).text().toUpperCase(Locale.ROOT))
                && !symbol(i - 1, '.');
    }

    boolean name(int i) {
        return i >= 0 && i < size() && get(i).isName();
    }

    /** Tells whether two tokens stand side by side, without a blank or comment. */
    boolean touching(int i) {
        return i + 1 < size() && get(i).end() == get(i + 1).start();
    }

    /** Tells whether a query begins at an index. */
    boolean query(int i) {
        int at = i;
        while (symbol(at, '(')) {
            at++;
        }
        return word(at, Set.of("SELECT", "WITH"));
    }

    /** Gives the first index in a range, outside parentheses and CASE, that is one of these keywords; else the range's end. */
    int find(int from, int to, Set<String> keywords) {
        for (int i = from; i < to; i = next(i)) {
            if (word(i, keywords)) {
                return i;
            }
        }
        return to;
    }

    /** Gives where a token begins in the text; behind the last one, where that ends. */
    int start(int i) {
        return i < size() ? get(i).start() : size() == 0 ? 0 : get(size() - 1).end();
    }

    /** Gives where the range that ends before an index ends in the text. */
    int endBefore(int i) {
        return i == 0 ? 0 : get(i - 1).end();
    }

    /** Gives a range as it stands in the text. */
    String text(int from, int to) {
        return from >= to ? "" : text.substring(start(from), endBefore(to));
    }

    /** Gives a range in one line: each gap is one blank, and comments are left out. */
    String words(int from, int to) {
        StringBuilder line = new StringBuilder();
        for (int i = from; i < to; i++) {
            boolean gap = i > from && !touching(i - 1);
            line.append(gap ? " " : "").append(get(i).text());
        }
        return line.toString();
    }
}
