package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Condition.Connective;
import dev.dbmerge.internal.mutation.Condition.Form;
import dev.dbmerge.internal.mutation.Condition.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a range of a rule's tokens as a condition, by the precedence of the servers: OR, XOR, AND, NOT. */
final class ConditionReader {
    private static final Map<String, Form> COMPARISONS = Map.of(
            "=", Form.EQUAL,
            "<>", Form.UNEQUAL,
            "!=", Form.UNEQUAL,
            "<", Form.LESS,
            "<=", Form.AT_MOST,
            ">", Form.MORE,
            ">=", Form.AT_LEAST,
            "<=>", Form.NULL_SAFE);
    private static final Map<String, Form> WORDS = Map.of(
            "LIKE", Form.LIKE,
            "IN", Form.IN,
            "BETWEEN", Form.BETWEEN);

    private final RuleTokens tokens;
    private final QueryModel model;

    ConditionReader(RuleTokens tokens, QueryModel model) {
        this.tokens = tokens;
        this.model = model;
    }

    /** Reads a range; what has no known form becomes one predicate. */
    Condition read(int from, int to) {
        for (Connective connective : List.of(Connective.OR, Connective.XOR, Connective.AND)) {
            List<Condition> operands = split(connective, from, to);
            if (operands.size() > 1) {
                return new Condition.Junction(connective, operands, from, to);
            }
        }
        if (tokens.word(from, "NOT") && to > from + 1) {
            return new Condition.Negation(read(from + 1, to), from, to);
        }
        if (tokens.symbol(from, '(') && tokens.next(from) == to && !tokens.query(from + 1) && to > from + 2) {
            return new Condition.Group(read(from + 1, to - 1), from, to);
        }
        return predicate(from, to);
    }

    private List<Condition> split(Connective connective, int from, int to) {
        List<int[]> ranges = new ArrayList<>();
        int start = from;
        boolean between = false;
        for (int i = from; i < to; i = tokens.next(i)) {
            between |= tokens.word(i, "BETWEEN");
            int length = length(connective, i);
            if (length > 0 && between && connective == Connective.AND && tokens.word(i, "AND")) {
                between = false;
            } else if (length > 0) {
                ranges.add(new int[] {start, i});
                start = i + length;
                i += length - 1;
            }
        }
        ranges.add(new int[] {start, to});
        boolean whole = ranges.stream().allMatch(range -> range[0] < range[1]);
        if (ranges.size() == 1 || !whole) {
            return List.of();
        }
        return ranges.stream().map(range -> read(range[0], range[1])).toList();
    }

    /** Gives the number of tokens of the connective at an index, 0 where none stands there. */
    private int length(Connective connective, int i) {
        if (tokens.word(i, connective.name())) {
            return 1;
        }
        char symbol = connective == Connective.AND ? '&' : '|';
        boolean doubled = connective != Connective.XOR
                && tokens.symbol(i, symbol)
                && tokens.touching(i)
                && tokens.symbol(i + 1, symbol);
        return doubled ? 2 : 0;
    }

    private Predicate predicate(int from, int to) {
        Predicate read = byShape(from, to);
        if (read.form() == Form.OTHER) {
            return new Predicate(Form.OTHER, from, from, from, to, model.refusal(from, to));
        }
        String reason = model.disagreement(read);
        return reason.isEmpty() ? read : new Predicate(Form.OTHER, from, from, from, to, reason);
    }

    private Predicate byShape(int from, int to) {
        Predicate other = new Predicate(Form.OTHER, from, from, from, to, "");
        if (tokens.word(from, "EXISTS") && tokens.symbol(from + 1, '(') && tokens.next(from + 1) == to) {
            return new Predicate(Form.EXISTS, from, from + 1, from, to, "");
        }
        for (int i = from; i < to; i = tokens.next(i)) {
            if (tokens.word(i, "IS")) {
                return isNull(i, from, to);
            }
            boolean not = tokens.word(i, "NOT");
            int word = not ? i + 1 : i;
            if (i > from && tokens.word(word, WORDS.keySet())) {
                Form form = WORDS.get(tokens.get(word).upper());
                return new Predicate(not ? opposite(form) : form, i, word + 1, from, to, "");
            }
            int length = comparisonLength(i);
            if (length > 0) {
                Form form = COMPARISONS.getOrDefault(tokens.text(i, i + length).replace(" ", ""), Form.OTHER);
                boolean chained = i + length >= to || hasComparison(i + length, to) || i == from;
                return form == Form.OTHER || chained ? other : new Predicate(form, i, i + length, from, to, "");
            }
        }
        return other;
    }

    private Predicate isNull(int i, int from, int to) {
        boolean not = tokens.word(i + 1, "NOT");
        int at = not ? i + 2 : i + 1;
        boolean known = tokens.word(at, "NULL") && at + 1 == to && i > from;
        Form form = known ? not ? Form.IS_NOT_NULL : Form.IS_NULL : Form.OTHER;
        return known ? new Predicate(form, i, to, from, to, "") : new Predicate(form, from, from, from, to, "");
    }

    private boolean hasComparison(int from, int to) {
        for (int i = from; i < to; i = tokens.next(i)) {
            if (comparisonLength(i) > 0 || tokens.word(i, Set.of("IS", "LIKE", "IN", "BETWEEN"))) {
                return true;
            }
        }
        return false;
    }

    /** Gives the number of tokens of the comparison's sign at an index; the arrow of JSON and a shift are none. */
    private int comparisonLength(int i) {
        int end = i;
        while (tokens.symbol(end, '<')
                || tokens.symbol(end, '>')
                || tokens.symbol(end, '=')
                || tokens.symbol(end, '!')) {
            end++;
        }
        boolean arrow = end > i && tokens.symbol(i - 1, '-') && tokens.touching(i - 1) && tokens.symbol(i, '>');
        String sign = tokens.text(i, end);
        return arrow || !COMPARISONS.containsKey(sign) ? 0 : end - i;
    }

    static Form opposite(Form form) {
        return switch (form) {
            case EQUAL -> Form.UNEQUAL;
            case UNEQUAL -> Form.EQUAL;
            case LESS -> Form.AT_LEAST;
            case AT_MOST -> Form.MORE;
            case MORE -> Form.AT_MOST;
            case AT_LEAST -> Form.LESS;
            case IS_NULL -> Form.IS_NOT_NULL;
            case IS_NOT_NULL -> Form.IS_NULL;
            case LIKE -> Form.NOT_LIKE;
            case NOT_LIKE -> Form.LIKE;
            case IN -> Form.NOT_IN;
            case NOT_IN -> Form.IN;
            case BETWEEN -> Form.NOT_BETWEEN;
            case NOT_BETWEEN -> Form.BETWEEN;
            default -> form;
        };
    }
}
