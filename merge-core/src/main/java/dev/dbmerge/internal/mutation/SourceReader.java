package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Query.Join;
import dev.dbmerge.internal.mutation.Query.Range;
import dev.dbmerge.internal.mutation.Query.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tables of a FROM or an UPDATE, and how they are joined. */
final class SourceReader {
    private static final Set<String> JOIN_WORDS =
            Set.of("JOIN", "INNER", "CROSS", "LEFT", "RIGHT", "FULL", "OUTER", "NATURAL", "STRAIGHT_JOIN");
    private static final Set<String> NO_ALIAS = Set.of(
            "ON",
            "USING",
            "USE",
            "FORCE",
            "IGNORE",
            "PARTITION",
            "FOR",
            "SET",
            "WHERE",
            "JOIN",
            "INNER",
            "CROSS",
            "LEFT",
            "RIGHT",
            "FULL",
            "OUTER",
            "NATURAL",
            "STRAIGHT_JOIN");

    private final RuleTokens tokens;
    private final ConditionReader conditions;
    private final List<Source> sources = new ArrayList<>();

    SourceReader(RuleTokens tokens, ConditionReader conditions) {
        this.tokens = tokens;
        this.conditions = conditions;
    }

    /** Reads a range. */
    List<Source> read(int from, int to) {
        Join join = Join.PLAIN;
        Range words = new Range(from, from);
        int i = from;
        while (i < to) {
            if (tokens.symbol(i, ',')) {
                join = Join.PLAIN;
                words = new Range(i, i);
                i++;
            } else if (joinWord(i)) {
                int end = i;
                while (joinWord(end)) {
                    end++;
                }
                join = kind(i, end);
                words = new Range(i, end);
                i = end;
            } else {
                i = source(i, to, join, words);
            }
        }
        return sources;
    }

    private boolean joinWord(int i) {
        return tokens.word(i, JOIN_WORDS) && !tokens.symbol(i + 1, '(') || tokens.word(i, "JOIN");
    }

    private Join kind(int from, int to) {
        String text = tokens.words(from, to).toUpperCase(java.util.Locale.ROOT);
        return switch (text) {
            case "JOIN", "INNER JOIN" -> Join.INNER;
            case "LEFT JOIN", "LEFT OUTER JOIN" -> Join.LEFT;
            case "RIGHT JOIN", "RIGHT OUTER JOIN" -> Join.RIGHT;
            case "CROSS JOIN", "STRAIGHT_JOIN" -> Join.PLAIN;
            default -> Join.UNKNOWN;
        };
    }

    private int source(int start, int to, Join join, Range words) {
        int i = start;
        String table = "";
        if (tokens.symbol(i, '(') && !tokens.query(i + 1)) {
            nested(i + 1, tokens.closing(i));
            i = tokens.next(i);
        } else if (tokens.name(i)) {
            boolean qualified = tokens.symbol(i + 1, '.') && tokens.name(i + 2);
            table = tokens.get(qualified ? i + 2 : i).name();
            i += qualified ? 3 : 1;
        } else {
            i = tokens.next(i);
        }
        String reference = table;
        while (i < to && !tokens.symbol(i, ',') && !joinWord(i) && !tokens.word(i, "ON")) {
            boolean alias =
                    tokens.name(i) && !tokens.word(i, NO_ALIAS) && !tokens.word(i, "AS") && !tokens.word(i - 1, "FOR");
            if (alias && !tokens.symbol(i + 1, '(')) {
                reference = tokens.get(i).name();
            }
            i = tokens.next(i);
        }
        Optional<Condition> on = Optional.empty();
        if (tokens.word(i, "ON") && i < to) {
            int end = endOfOn(i + 1, to);
            on = Optional.of(conditions.read(i + 1, end));
            i = end;
        }
        boolean changeable = on.isPresent() || join != Join.INNER && join != Join.LEFT;
        sources.add(new Source(table, reference, changeable ? join : Join.UNKNOWN, words, on));
        return Math.max(i, start + 1);
    }

    private void nested(int from, int to) {
        for (Source source : new SourceReader(tokens, conditions).read(from, to)) {
            sources.add(new Source(source.table(), source.reference(), Join.UNKNOWN, source.words(), source.on()));
        }
    }

    private int endOfOn(int from, int to) {
        for (int i = from; i < to; i = tokens.next(i)) {
            if (tokens.symbol(i, ',') || joinWord(i)) {
                return i;
            }
        }
        return to;
    }
}
