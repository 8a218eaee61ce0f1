package dev.dbmerge.internal.mutation;

import java.util.List;
import java.util.Optional;

/**
 * A DELETE, UPDATE or SELECT of a rule, by the indexes of its tokens.
 *
 * @param targets names of the tables that a DELETE removes rows of, as the statement speaks of them
 * @param whereAt index of WHERE; {@code to} where there is none
 * @param orders index ranges of what ORDER BY lists
 * @param limit index of the number of rows that LIMIT allows; -1 where there is none
 * @param inner the subqueries, in order; their own ones are not among them
 */
record Query(
        Kind kind,
        int from,
        int to,
        List<String> targets,
        List<Source> sources,
        List<Assignment> assignments,
        int whereAt,
        Optional<Condition> where,
        Optional<Condition> having,
        List<Range> orders,
        int limit,
        List<Query> inner) {
    Query {
        targets = List.copyOf(targets);
        sources = List.copyOf(sources);
        assignments = List.copyOf(assignments);
        orders = List.copyOf(orders);
        inner = List.copyOf(inner);
    }

    /** Kinds of query. */
    enum Kind {
        DELETE,
        UPDATE,
        SELECT
    }

    /** Tokens from the first up to, not including, {@code to}. */
    record Range(int from, int to) {}

    /** One {@code column = value} of an UPDATE. */
    record Assignment(Range column, Range value) {}

    /**
     * A table that the query reads.
     *
     * @param table its name; empty for a derived one
     * @param reference how the query speaks of it
     * @param join how it is joined to those before it
     * @param words the words of the join; empty range for the first
     */
    record Source(String table, String reference, Join join, Range words, Optional<Condition> on) {}

    /** Kinds of join. */
    enum Join {
        /** The first table, a comma, or a join that is not changed. */
        PLAIN,
        INNER,
        LEFT,
        RIGHT,
        /** Stands in parentheses with others, or under a join whose columns are not written. */
        UNKNOWN
    }

    /** Gives the source that a name speaks of. */
    Optional<Source> source(String reference) {
        return sources.stream()
                .filter(source -> source.reference().equalsIgnoreCase(reference))
                .findFirst();
    }
}
