package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Condition.Group;
import dev.dbmerge.internal.mutation.Condition.Junction;
import dev.dbmerge.internal.mutation.Condition.Negation;
import dev.dbmerge.internal.mutation.Condition.Predicate;
import dev.dbmerge.internal.mutation.Query.Assignment;
import dev.dbmerge.internal.mutation.Query.Range;
import dev.dbmerge.internal.mutation.Query.Source;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.sql.SqlTextException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows a rule's queries, those in its subqueries too, with what their names mean. */
final class RuleModel {
    private static final Set<String> TIMES = Set.of(
            "NOW",
            "CURRENT_TIMESTAMP",
            "CURDATE",
            "CURRENT_DATE",
            "SYSDATE",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "UTC_TIMESTAMP",
            "UTC_DATE",
            "UNIX_TIMESTAMP",
            "CURTIME",
            "CURRENT_TIME");

    private final RuleTokens tokens;
    private final RuleReader reader;
    private final Schema schema;
    private final List<Scope> scopes = new ArrayList<>();

    /**
     * Reads a rule.
     *
     * @throws SqlTextException when it is no DELETE, UPDATE or SELECT
     */
    RuleModel(String sql, Schema schema, Product product) {
        this.tokens = new RuleTokens(sql);
        this.reader = new RuleReader(tokens, product);
        this.schema = schema;
        for (Query query : reader.read()) {
            collect(new Scope(tokens, schema, query, Optional.empty()));
        }
    }

    private void collect(Scope scope) {
        scopes.add(scope);
        scope.query().inner().forEach(inner -> collect(scope.inside(inner)));
    }

    RuleTokens tokens() {
        return tokens;
    }

    Schema schema() {
        return schema;
    }

    /** Gives the queries with their names, each before its subqueries. */
    List<Scope> scopes() {
        return scopes;
    }

    /** Gives the tables that rows can be given for, one entry a mention. */
    List<Source> sources() {
        Set<Source> sources = new LinkedHashSet<>();
        scopes.forEach(scope -> scope.query().sources().stream()
                .filter(source -> schema.table(source.table()).isPresent())
                .forEach(sources::add));
        return List.copyOf(sources);
    }

    /** Gives the names of the tables that the rule writes. */
    Set<String> written() {
        Set<String> written = new LinkedHashSet<>();
        Query query = scopes.get(0).query();
        for (String target : query.targets()) {
            query.source(target).ifPresent(source -> written.add(source.table()));
        }
        for (Assignment assignment : query.assignments()) {
            Range column = assignment.column();
            scopes.get(0)
                    .column(column.from(), column.to())
                    .ifPresent(seen -> written.add(seen.table().name()));
        }
        return written;
    }

    /** Tells whether what the rule does depends on the time. */
    boolean timed() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.word(i, TIMES)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a range asks for the time. */
    boolean timed(int from, int to) {
        for (int i = from; i < to; i++) {
            if (tokens.word(i, TIMES)) {
                return true;
            }
        }
        return false;
    }

    /** Gives the conditions of a query that decide over rows: WHERE, HAVING, and those in CASE and IF of its assignments. */
    List<Condition> conditions(Scope scope) {
        List<Condition> all = new ArrayList<>();
        Query query = scope.query();
        query.sources().forEach(source -> source.on().ifPresent(all::add));
        query.where().ifPresent(all::add);
        query.having().ifPresent(all::add);
        all.addAll(branches(query));
        return all;
    }

    /** Gives the conditions in CASE and IF of a query's assignments. */
    List<Condition> branches(Query query) {
        List<Condition> branches = new ArrayList<>();
        for (Assignment assignment : query.assignments()) {
            for (int i = assignment.value().from(); i < assignment.value().to(); i++) {
                if (tokens.word(i, "WHEN")) {
                    int then = tokens.find(i + 1, assignment.value().to(), Set.of("THEN"));
                    branches.add(reader.conditionAt(i + 1, then));
                } else if (tokens.word(i, "IF") && tokens.symbol(i + 1, '(')) {
                    Range first = reader.items(i + 2, tokens.closing(i + 1)).get(0);
                    branches.add(reader.conditionAt(first.from(), first.to()));
                }
            }
        }
        return branches;
    }

    /** Gives the predicates of a condition. */
    static List<Predicate> predicates(Condition condition) {
        if (condition instanceof Junction junction) {
            return junction.operands().stream()
                    .flatMap(operand -> predicates(operand).stream())
                    .toList();
        }
        if (condition instanceof Negation negation) {
            return predicates(negation.operand());
        }
        if (condition instanceof Group group) {
            return predicates(group.inner());
        }
        return List.of((Predicate) condition);
    }

    /** Gives the members of a list in parentheses. */
    List<Range> members(int open) {
        return reader.items(open + 1, tokens.closing(open));
    }

    /** Gives the query that begins behind a parenthesis, among a query's own subqueries. */
    Optional<Scope> inside(Scope scope, int open) {
        return scope.query().inner().stream()
                .filter(inner -> inner.from() == open + 1)
                .findFirst()
                .map(scope::inside);
    }

    /** Gives the column that a query selects first. */
    Optional<Variable> selected(Scope scope) {
        int from = scope.query().from() + 1;
        int first = tokens.word(from, "DISTINCT") ? from + 1 : from;
        int end = tokens.find(first, scope.query().to(), Set.of("FROM", "AS"));
        return variable(scope, first, end);
    }

    /** Gives the variable for a range that is nothing but a column. */
    Optional<Variable> variable(Scope scope, int from, int to) {
        return scope.column(from, to)
                .map(seen -> new Variable(seen.source(), seen.column().name()));
    }

    /** Gives every column that a range names, without its subqueries. */
    Set<Variable> variables(Scope scope, int from, int to) {
        Set<Variable> found = new LinkedHashSet<>();
        int i = from;
        while (i < to) {
            if (tokens.symbol(i, '(') && tokens.query(i + 1)) {
                i = tokens.next(i);
                continue;
            }
            int end = i + 1;
            while (tokens.name(i) && tokens.symbol(end, '.') && tokens.name(end + 1) && end + 1 < to) {
                end += 2;
            }
            if (tokens.name(i) && !tokens.symbol(end, '(')) {
                variable(scope, i, end).ifPresent(found::add);
            }
            i = end;
        }
        return found;
    }
}
