package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Condition.Form;
import dev.dbmerge.internal.mutation.Condition.Junction;
import dev.dbmerge.internal.mutation.Condition.Predicate;
import dev.dbmerge.internal.mutation.Query.Join;
import dev.dbmerge.internal.mutation.Query.Source;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.sql.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows which columns the names in a query mean, and what the structure proves of them. */
final class Scope {
    /** NOT NULL columns of these types hold zero dates, which the servers find with IS NULL. */
    private static final Set<String> DATES = Set.of("date", "datetime");

    private final RuleTokens tokens;
    private final Schema schema;
    private final Query query;
    private final Optional<Scope> outer;

    Scope(RuleTokens tokens, Schema schema, Query query, Optional<Scope> outer) {
        this.tokens = tokens;
        this.schema = schema;
        this.query = query;
        this.outer = outer;
    }

    /** A column as a query sees it. */
    record Seen(Source source, Table table, Column column, boolean optional) {}

    Query query() {
        return query;
    }

    Scope inside(Query inner) {
        return new Scope(tokens, schema, inner, Optional.of(this));
    }

    /** Gives the column that a range names, where it is nothing but a column. */
    Optional<Seen> column(int from, int to) {
        if (to - from == 1 && tokens.name(from)) {
            return unqualified(tokens.get(from).name());
        }
        boolean qualified = to - from >= 3 && tokens.symbol(to - 2, '.') && tokens.name(to - 1) && tokens.name(to - 3);
        boolean whole = qualified && (to - from == 3 || to - from == 5 && tokens.symbol(to - 4, '.'));
        return whole ? qualified(tokens.get(to - 3).name(), tokens.get(to - 1).name()) : Optional.empty();
    }

    private Optional<Seen> qualified(String reference, String name) {
        Optional<Source> source = query.source(reference);
        return source.isPresent() ? seen(source.get(), name) : outer.flatMap(scope -> scope.qualified(reference, name));
    }

    private Optional<Seen> unqualified(String name) {
        if (query.sources().stream()
                .anyMatch(source -> schema.table(source.table()).isEmpty())) {
            return Optional.empty();
        }
        List<Seen> found = query.sources().stream()
                .flatMap(source -> seen(source, name).stream())
                .toList();
        return found.isEmpty()
                ? outer.flatMap(scope -> scope.unqualified(name))
                : found.stream().findFirst().filter(one -> found.size() == 1);
    }

    private Optional<Seen> seen(Source source, String name) {
        return schema.table(source.table())
                .flatMap(table -> table.column(name).map(column -> new Seen(source, table, column, optional(source))));
    }

    private boolean optional(Source source) {
        boolean unsure =
                query.sources().stream().anyMatch(other -> other.join() == Join.RIGHT || other.join() == Join.UNKNOWN);
        return unsure || source.join() == Join.LEFT;
    }

    /** Tells whether a range can be proved never to be NULL. */
    boolean neverNull(int from, int to) {
        if (to - from == 1 && literal(from)) {
            return true;
        }
        return column(from, to)
                .filter(seen -> !seen.optional())
                .map(seen -> !seen.column().nullable()
                        && !DATES.contains(seen.column().baseType()))
                .orElse(false);
    }

    /** Tells whether a range is NULL as it is written. */
    boolean alwaysNull(Query.Range range) {
        return range.to() - range.from() == 1 && tokens.word(range.from(), "NULL");
    }

    private boolean literal(int i) {
        Token.Kind kind = tokens.get(i).kind();
        return kind == Token.Kind.STRING || kind == Token.Kind.NUMBER;
    }

    /** Tells whether the structure makes a condition TRUE for every row. */
    boolean alwaysTrue(Condition condition) {
        return of(condition, Form.IS_NOT_NULL);
    }

    /** Tells whether the structure makes a condition FALSE for every row. */
    boolean alwaysFalse(Condition condition) {
        return of(condition, Form.IS_NULL);
    }

    private boolean of(Condition condition, Form form) {
        return condition instanceof Predicate predicate
                && predicate.form() == form
                && neverNull(predicate.from(), predicate.operator());
    }

    /** Tells whether a condition only asks for a value where another operand refuses NULL there, too. */
    boolean implied(Condition condition, Junction junction) {
        if (!(condition instanceof Predicate asked) || asked.form() != Form.IS_NOT_NULL) {
            return false;
        }
        Optional<Seen> column = column(asked.from(), asked.operator());
        return column.isPresent()
                && junction.operands().stream()
                        .filter(other -> other != condition && !of(other, Form.IS_NOT_NULL))
                        .anyMatch(other -> other instanceof Predicate predicate
                                && predicate.form() != Form.IS_NOT_NULL
                                && refusesNull(predicate, seen -> same(seen, column.get())));
    }

    private static boolean same(Seen one, Seen other) {
        return one.source() == other.source() && one.column().equals(other.column());
    }

    /** Tells whether the WHERE refuses every row in which all columns of a source are NULL. */
    boolean refusesMissing(Source source) {
        return query.where().filter(where -> refuses(where, source)).isPresent();
    }

    private boolean refuses(Condition condition, Source source) {
        if (condition instanceof Condition.Group group) {
            return refuses(group.inner(), source);
        }
        if (condition instanceof Junction junction) {
            return switch (junction.connective()) {
                case AND -> junction.operands().stream().anyMatch(operand -> refuses(operand, source));
                case OR -> junction.operands().stream().allMatch(operand -> refuses(operand, source));
                case XOR -> false;
            };
        }
        return condition instanceof Predicate predicate
                && (refusesNull(predicate, seen -> seen.source() == source) || refusesNullOf(predicate, source));
    }

    private boolean refusesNull(Predicate predicate, java.util.function.Predicate<Seen> column) {
        boolean left =
                column(predicate.from(), predicate.operator()).filter(column).isPresent();
        return switch (predicate.form()) {
            case EQUAL, UNEQUAL, LESS, AT_MOST, MORE, AT_LEAST ->
                left
                        || column(predicate.operands(), predicate.to())
                                .filter(column)
                                .isPresent();
            case LIKE, NOT_LIKE, IN, BETWEEN, IS_NOT_NULL -> left;
            default -> false;
        };
    }

    /** A derived table has no columns that are known, but a name before the dot is its own. */
    private boolean refusesNullOf(Predicate predicate, Source source) {
        boolean derived = source.table().isEmpty() && predicate.form().comparison();
        return derived
                && (speaksOf(predicate.from(), predicate.operator(), source)
                        || speaksOf(predicate.operands(), predicate.to(), source));
    }

    private boolean speaksOf(int from, int to, Source source) {
        return to - from == 3
                && tokens.symbol(from + 1, '.')
                && tokens.get(from).name().equalsIgnoreCase(source.reference());
    }
}
