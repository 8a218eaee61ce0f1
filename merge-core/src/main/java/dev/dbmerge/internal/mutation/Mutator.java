package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Query.Assignment;
import dev.dbmerge.internal.mutation.Query.Join;
import dev.dbmerge.internal.mutation.Query.Kind;
import dev.dbmerge.internal.mutation.Query.Range;
import dev.dbmerge.internal.mutation.Query.Source;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.sql.SqlTextException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Changes a rule in one place at a time.
 *
 * <p>A change is made in the rule's own text, so everything else of it stays as its author wrote it. What the structure proves to change
 * nothing is left out.
 */
public final class Mutator {
    private final Schema schema;
    private final Product product;

    /** Makes a mutator for the rules of a database with this structure. */
    public Mutator(Schema schema, Product product) {
        this.schema = schema;
        this.product = product;
    }

    /** Gives the changes of a DELETE, an UPDATE or a SELECT; a text that is none of them has a reason instead. */
    public Mutation mutate(String sql) {
        try {
            RuleTokens tokens = new RuleTokens(sql);
            RuleReader reader = new RuleReader(tokens, product);
            ChangeList changes = new ChangeList(sql, tokens);
            Work work = new Work(tokens, changes, new ConditionChanges(tokens, reader, changes));
            for (Query query : reader.read()) {
                work.change(new Scope(tokens, schema, query, Optional.empty()), true);
            }
            return new Mutation(
                    changes.mutants(),
                    "",
                    work.conditions().notes().stream().distinct().toList());
        } catch (SqlTextException e) {
            return new Mutation(List.of(), "its text cannot be read: " + e.getMessage(), List.of());
        }
    }

    private record Work(RuleTokens tokens, ChangeList changes, ConditionChanges conditions) {
        void change(Scope scope, boolean outermost) {
            Query query = scope.query();
            for (Source source : query.sources()) {
                changeJoin(source, scope);
                source.on().ifPresent(on -> changeClause(on, scope, "TRUE", on.from(), "drop ON " + words(on)));
            }
            query.assignments().forEach(assignment -> changeAssignment(assignment, scope));
            query.where().ifPresent(where -> {
                String name = outermost ? "drop WHERE" : "drop WHERE " + words(where);
                changeClause(where, scope, "", query.whereAt(), name);
            });
            query.having().ifPresent(having -> changeClause(having, scope, "", having.from() - 1, "drop HAVING"));
            changeLimit(query);
            query.inner().forEach(inner -> change(scope.inside(inner), false));
        }

        private void changeClause(Condition condition, Scope scope, String without, int from, String name) {
            Range gone = new Range(from, condition.to());
            changes.replaceShowing(gone, without, gone, name, "this condition");
            conditions.changeOnly(condition, scope);
        }

        private String words(Condition condition) {
            return tokens.words(condition.from(), condition.to());
        }

        private void changeJoin(Source source, Scope scope) {
            boolean changed = source.join() == Join.INNER || source.join() == Join.LEFT || source.join() == Join.RIGHT;
            if (!changed || makesNoDifference(source, scope)) {
                return;
            }
            Range words = source.words();
            String other = source.join() == Join.INNER ? "LEFT JOIN" : "JOIN";
            String name = tokens.words(words.from(), words.to()) + " -> " + other + " of " + source.reference();
            changes.replace(words.from(), words.to(), other, name, "this join");
        }

        /** A missing row that the WHERE refuses, or that is the only one to be removed, is none. */
        private static boolean makesNoDifference(Source source, Scope scope) {
            Query query = scope.query();
            boolean onlyTarget = query.kind() == Kind.DELETE
                    && query.targets().stream().allMatch(target -> target.equalsIgnoreCase(source.reference()));
            return source.join() != Join.RIGHT && (onlyTarget || scope.refusesMissing(source));
        }

        private void changeAssignment(Assignment assignment, Scope scope) {
            Range column = assignment.column();
            Range value = assignment.value();
            String name = "drop " + tokens.words(column.from(), value.to());
            String itself = tokens.text(column.from(), column.to());
            changes.replaceShowing(value, itself, new Range(column.from(), value.to()), name, "this assignment");
            conditions
                    .values()
                    .change(
                            value.from(),
                            value.to(),
                            scope,
                            scope.column(column.from(), column.to()).map(Scope.Seen::column));
        }

        private void changeLimit(Query query) {
            int at = query.limit();
            boolean number =
                    at >= 0 && at < tokens.size() && tokens.get(at).text().matches("[0-9]+");
            if (!number) {
                return;
            }
            String more =
                    new BigInteger(tokens.get(at).text()).add(BigInteger.ONE).toString();
            changes.replace(at, at + 1, more, "LIMIT " + tokens.get(at).text() + " -> LIMIT " + more, "this limit");
            for (Range order : query.orders()) {
                changeOrder(order);
            }
        }

        private void changeOrder(Range order) {
            boolean down = tokens.word(order.to() - 1, "DESC");
            boolean up = tokens.word(order.to() - 1, "ASC");
            int end = down || up ? order.to() - 1 : order.to();
            String other = tokens.text(order.from(), end) + (down ? "" : " DESC");
            String name =
                    "ORDER BY " + tokens.words(order.from(), order.to()) + " -> " + (down ? "ascending" : "descending");
            changes.replace(order.from(), order.to(), other, name, "this order");
        }
    }
}
