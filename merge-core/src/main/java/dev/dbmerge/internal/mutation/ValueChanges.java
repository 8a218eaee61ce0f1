package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Query.Range;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.sql.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes what an expression is made of: constants, branches of CASE, arguments of COALESCE. */
final class ValueChanges {
    private static final Set<String> COALESCING = Set.of("COALESCE", "IFNULL", "NVL");
    private static final Set<String> TYPES =
            Set.of("CHAR", "BINARY", "DECIMAL", "DATETIME", "TIME", "TIMESTAMP", "VARCHAR", "NCHAR", "FLOAT");
    private static final String CONSTANT = "this constant";
    private static final String BRANCH = "this branch";

    private final RuleTokens tokens;
    private final RuleReader reader;
    private final ChangeList changes;
    private final ConditionChanges conditions;

    ValueChanges(RuleTokens tokens, RuleReader reader, ChangeList changes, ConditionChanges conditions) {
        this.tokens = tokens;
        this.reader = reader;
        this.changes = changes;
        this.conditions = conditions;
    }

    /**
     * Changes a range; what stands in a subquery is left to that.
     *
     * @param column what the range is compared with or assigned to, where that is a column
     */
    void change(int from, int to, Scope scope, Optional<Column> column) {
        int i = from;
        while (i < to) {
            if (tokens.symbol(i, '(') && tokens.query(i + 1)) {
                i = tokens.next(i);
            } else if (tokens.word(i, "CASE")) {
                changeCase(i, scope);
                i = tokens.next(i);
            } else if (tokens.symbol(i + 1, '(') && tokens.word(i, COALESCING)) {
                changeCoalesce(i, scope);
                i = tokens.next(i + 1);
            } else if (tokens.symbol(i + 1, '(') && tokens.word(i, "IF")) {
                changeIf(i, scope);
                i = tokens.next(i + 1);
            } else {
                i = constant(i, to, to - from == 1 ? column : Optional.empty());
            }
        }
    }

    private int constant(int i, int to, Optional<Column> column) {
        Token token = tokens.get(i);
        if (token.kind() == Token.Kind.STRING) {
            text(i, column);
        } else if (token.kind() == Token.Kind.NUMBER) {
            return number(i, to, column);
        } else if (tokens.word(i, Set.of("TRUE", "FALSE"))) {
            String other = token.is("TRUE") ? "FALSE" : "TRUE";
            changes.replace(i, i + 1, other, token.text() + " -> " + other, CONSTANT);
        }
        return i + 1;
    }

    private void text(int i, Optional<Column> column) {
        String text = Literals.text(tokens.get(i));
        if (column.isPresent() && !Literals.holds(column.get(), text)) {
            return;
        }
        for (String other : Literals.otherTexts(text, column)) {
            changes.replace(i, i + 1, other, tokens.get(i).text() + " -> " + other, CONSTANT);
        }
    }

    /** Changes the pattern of a LIKE, where it is a literal. */
    void changePattern(int i) {
        for (String other : Literals.otherPatterns(Literals.text(tokens.get(i)))) {
            changes.replace(i, i + 1, other, tokens.get(i).text() + " -> " + other, "this pattern");
        }
    }

    private int number(int i, int to, Optional<Column> column) {
        int end = i + 1;
        boolean fraction = tokens.touching(i) && tokens.symbol(i + 1, '.') && end + 1 < to && tokens.touching(i + 1);
        if (fraction) {
            end = i + 3;
        }
        String number = tokens.text(i, end);
        boolean ofType = (tokens.symbol(i - 1, '(') && tokens.word(i - 2, TYPES))
                || (tokens.symbol(i - 1, ',') && tokens.symbol(i - 3, '(') && tokens.word(i - 4, TYPES));
        if (ofType || !decimal(number)) {
            return end;
        }
        Optional<String> other = Literals.otherNumber(number, column);
        if (other.isPresent()) {
            boolean interval = tokens.word(i - 1, "INTERVAL") && tokens.name(end);
            String name = interval
                    ? tokens.words(i - 1, end + 1) + " -> INTERVAL " + other.get() + " "
                            + tokens.get(end).text()
                    : number + " -> " + other.get();
            changes.replace(i, end, other.get(), name, interval ? "this interval" : CONSTANT);
        }
        return end;
    }

    private static boolean decimal(String number) {
        try {
            return !number.isEmpty() && new BigDecimal(number).signum() >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void changeIf(int at, Scope scope) {
        List<Range> arguments = reader.items(at + 2, tokens.closing(at + 1));
        for (int n = 0; n < arguments.size(); n++) {
            Range argument = arguments.get(n);
            if (n == 0) {
                conditions.changeOnly(reader.conditionAt(argument.from(), argument.to()), scope);
            } else {
                change(argument.from(), argument.to(), scope, Optional.empty());
            }
        }
    }

    private void changeCoalesce(int at, Scope scope) {
        int end = tokens.next(at + 1);
        List<Range> arguments = reader.items(at + 2, end - 1);
        boolean dead = false;
        for (int n = 0; n < arguments.size() && arguments.size() > 1; n++) {
            Range argument = arguments.get(n);
            boolean noDifference = dead || scope.alwaysNull(argument);
            if (!noDifference) {
                drop(at, end, arguments, n);
                change(argument.from(), argument.to(), scope, Optional.empty());
            }
            dead |= scope.neverNull(argument.from(), argument.to());
        }
    }

    private void drop(int at, int end, List<Range> arguments, int n) {
        Range gone = arguments.get(n);
        String name = "drop " + tokens.words(gone.from(), gone.to()) + " from " + tokens.words(at, end);
        StringBuilder left = new StringBuilder();
        for (int other = 0; other < arguments.size(); other++) {
            if (other != n) {
                Range argument = arguments.get(other);
                left.append(left.isEmpty() ? "" : ", ").append(tokens.text(argument.from(), argument.to()));
            }
        }
        String call = arguments.size() == 2 ? "(" + left + ")" : tokens.get(at).text() + "(" + left + ")";
        changes.replaceShowing(new Range(at, end), call, gone, name, "this argument");
    }

    private void changeCase(int at, Scope scope) {
        int end = tokens.closing(at);
        int first = tokens.find(at + 1, end, Set.of("WHEN"));
        boolean searched = first == at + 1;
        if (!searched) {
            change(at + 1, first, scope, Optional.empty());
        }
        int otherwise = tokens.find(first, end, Set.of("ELSE"));
        int second = tokens.find(first + 1, otherwise, Set.of("WHEN"));
        boolean only = second == otherwise;
        int i = first;
        while (i < otherwise) {
            int then = tokens.find(i, otherwise, Set.of("THEN"));
            int next = tokens.find(then, otherwise, Set.of("WHEN"));
            String name = "drop " + tokens.words(i, next);
            if (only) {
                String left = otherwise < end ? "(" + tokens.text(otherwise + 1, end) + ")" : "NULL";
                changes.replaceShowing(new Range(at, end + 1), left, new Range(i, next), name, BRANCH);
            } else {
                changes.replace(i, next, "", name, BRANCH);
            }
            if (searched) {
                conditions.changeOnly(reader.conditionAt(i + 1, then), scope);
            } else {
                change(i + 1, then, scope, Optional.empty());
            }
            change(then + 1, next, scope, Optional.empty());
            i = next;
        }
        if (otherwise < end && !(tokens.word(otherwise + 1, "NULL") && otherwise + 2 == end)) {
            changes.replace(otherwise, end, "", "drop " + tokens.words(otherwise, end), BRANCH);
            change(otherwise + 1, end, scope, Optional.empty());
        }
    }
}
