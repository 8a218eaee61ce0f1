package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Query.Assignment;
import dev.dbmerge.internal.mutation.Query.Kind;
import dev.dbmerge.internal.mutation.Query.Range;
import dev.dbmerge.internal.mutation.Query.Source;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.sql.SqlTextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a rule's tokens as queries: their tables, conditions, assignments and subqueries. */
final class RuleReader {
    private static final Set<String> HEADS = Set.of("SELECT", "DELETE", "UPDATE");
    private static final Set<String> UNIONS = Set.of("UNION", "EXCEPT", "INTERSECT", "MINUS");
    private static final Set<String> CLAUSES = Set.of(
            "FROM", "SET", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "RETURNING", "PROCEDURE", "LOCK");

    private final RuleTokens tokens;
    private final ConditionReader conditions;

    RuleReader(RuleTokens tokens, Product product) {
        this.tokens = tokens;
        this.conditions = new ConditionReader(tokens, new QueryModel(tokens, product));
    }

    /**
     * Reads the whole rule; a UNION gives several queries.
     *
     * @throws SqlTextException when it is no DELETE, UPDATE or SELECT
     */
    List<Query> read() {
        int end = tokens.size();
        while (tokens.symbol(end - 1, ';')) {
            end--;
        }
        if (end == 0) {
            throw new SqlTextException("there is no statement", 0);
        }
        return queries(0, end);
    }

    private List<Query> queries(int from, int to) {
        int union = tokens.find(from, to, UNIONS);
        boolean wrapped = tokens.symbol(from, '(') && tokens.next(from) == union;
        List<Query> queries = new ArrayList<>(wrapped ? queries(from + 1, union - 1) : List.of(query(from, union)));
        int next = union + 1;
        while (tokens.word(next, Set.of("ALL", "DISTINCT"))) {
            next++;
        }
        if (next < to) {
            queries.addAll(queries(next, to));
        }
        return queries;
    }

    private Query query(int from, int to) {
        int head = tokens.find(from, to, HEADS);
        if (head == to) {
            throw new SqlTextException("no DELETE, UPDATE or SELECT begins here", tokens.start(from));
        }
        Kind kind = Kind.valueOf(tokens.get(head).upper());
        int fromAt = clause("FROM", head, to);
        int setAt = kind == Kind.UPDATE ? clause("SET", head, to) : to;
        int tables = kind == Kind.UPDATE ? head + 1 : Math.min(fromAt + 1, to);
        List<String> targets = List.of();
        if (kind == Kind.DELETE) {
            int using = using(tables, to);
            targets = using < to ? names(tables, using) : names(head + 1, fromAt);
            tables = using < to ? using + 1 : tables;
        }
        List<Source> sources =
                new SourceReader(tokens, conditions).read(tables, kind == Kind.UPDATE ? setAt : end(tables, to));
        if (kind == Kind.DELETE && targets.isEmpty()) {
            targets = sources.stream().map(Source::reference).limit(1).toList();
        }
        int whereAt = clause("WHERE", head, to);
        int orderAt = clause("ORDER", head, to);
        return new Query(
                kind,
                from,
                to,
                targets,
                sources,
                assignments(setAt, to),
                whereAt,
                condition(whereAt, to),
                condition(clause("HAVING", head, to), to),
                orderAt < to ? items(orderAt + 2, end(orderAt + 1, to)) : List.of(),
                limit(clause("LIMIT", head, to), to),
                inner(from, to));
    }

    private int clause(String keyword, int from, int to) {
        return tokens.find(from, to, Set.of(keyword));
    }

    /** Gives where the clause ends that holds an index. */
    private int end(int from, int to) {
        return tokens.find(from, to, CLAUSES);
    }

    private int using(int from, int to) {
        int using = tokens.find(from, to, Set.of("USING"));
        int join = tokens.find(from, to, Set.of("JOIN", "WHERE"));
        return using < join && !tokens.symbol(using + 1, '(') ? using : to;
    }

    private List<String> names(int from, int to) {
        List<String> names = new ArrayList<>();
        for (int i = from; i < to; i++) {
            boolean last = !tokens.symbol(i + 1, '.') || tokens.symbol(i + 2, '*');
            if (tokens.name(i) && last) {
                names.add(tokens.get(i).name());
            }
        }
        return names;
    }

    private Optional<Condition> condition(int at, int to) {
        int from = at + 1;
        int end = at < to ? end(from, to) : from;
        return from < end ? Optional.of(conditions.read(from, end)) : Optional.empty();
    }

    private List<Assignment> assignments(int setAt, int to) {
        List<Assignment> assignments = new ArrayList<>();
        for (Range item : setAt < to ? items(setAt + 1, end(setAt + 1, to)) : List.<Range>of()) {
            int equal = item.from();
            while (equal < item.to() && !tokens.symbol(equal, '=')) {
                equal++;
            }
            if (equal + 1 < item.to()) {
                assignments.add(new Assignment(new Range(item.from(), equal), new Range(equal + 1, item.to())));
            }
        }
        return assignments;
    }

    /** Gives what commas separate. */
    List<Range> items(int from, int to) {
        List<Range> items = new ArrayList<>();
        int start = from;
        for (int i = from; i < to; i = tokens.next(i)) {
            if (tokens.symbol(i, ',')) {
                items.add(new Range(start, i));
                start = i + 1;
            }
        }
        if (start < to) {
            items.add(new Range(start, to));
        }
        return items;
    }

    /** Gives the number of rows in {@code LIMIT n}, {@code LIMIT m, n} and {@code LIMIT n OFFSET m}. */
    private int limit(int at, int to) {
        if (at >= to) {
            return -1;
        }
        return tokens.symbol(at + 2, ',') ? at + 3 : at + 1;
    }

    private List<Query> inner(int from, int to) {
        List<Query> inner = new ArrayList<>();
        int i = from;
        while (i < to) {
            if (tokens.symbol(i, '(') && tokens.query(i + 1)) {
                inner.addAll(queries(i + 1, tokens.closing(i)));
                i = tokens.next(i);
            } else {
                i++;
            }
        }
        return inner;
    }

    /** Reads a range as a condition, such as that of a WHEN. */
    Condition conditionAt(int from, int to) {
        return conditions.read(from, to);
    }
}
