package dev.dbmerge.internal.sql;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Knows one DELETE or UPDATE by its own text: what it writes, what it mentions, and which rows it would touch.
 *
 * <p>Nothing is rendered anew: every condition, order and limit that a derived SELECT holds is a piece of the
 * statement's text. Double quotes are strings and backslashes escape, as without ANSI_QUOTES and NO_BACKSLASH_ESCAPES.
 */
public final class CleanupStatement {
    private final Kind kind;
    private final String text;
    private final List<Target> targets;
    private final Set<String> identifiers;
    private final Set<String> qualifiers;
    private final Query query;

    CleanupStatement(Kind kind, String text, Tokens tokens, List<Target> targets, Query query) {
        this.kind = kind;
        this.text = text;
        this.targets = List.copyOf(targets);
        this.query = query;
        this.identifiers = new LinkedHashSet<>();
        this.qualifiers = new LinkedHashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.name(i)) {
                identifiers.add(tokens.get(i).name());
                if (tokens.symbol(i + 1, '.')) {
                    qualifiers.add(tokens.get(i).name());
                }
            }
        }
    }

    /**
     * Reads a statement.
     *
     * @param sql one statement, with or without a closing semicolon
     * @throws SqlTextException when it is anything else than one DELETE or UPDATE of tables without a database's name, or
     *     when what it would touch is not certain (a modifier such as IGNORE, a LIMIT without an order, a user variable)
     */
    public static CleanupStatement parse(String sql) {
        return new CleanupParser(sql).parse();
    }

    public Kind kind() {
        return kind;
    }

    /** Gives the statement's text with its comments, without a closing semicolon. */
    public String text() {
        return text;
    }

    /** Gives the tables that the statement writes, in its order; one entry a reference, so a self-join may name a table twice. */
    public List<Target> targets() {
        return targets;
    }

    /** Gives every word and name of the text in the case it has there; a table that is not among them is not mentioned. */
    public Set<String> identifiers() {
        return Collections.unmodifiableSet(identifiers);
    }

    /** Gives every name that stands before a dot: aliases, tables and databases. */
    public Set<String> qualifiers() {
        return Collections.unmodifiableSet(qualifiers);
    }

    /**
     * Gives the SELECT over the rows of one target that the statement would remove or change.
     *
     * <p>It starts at its first keyword and ends at its last token, so it can be wrapped in parentheses. Where the statement joins
     * tables it is a SELECT DISTINCT, since a join may repeat a row; put the primary key in the list, or DISTINCT makes one row of
     * rows that are equal by their collations. A target on the far side of an outer join also gives a row of NULLs: ask for its key
     * IS NOT NULL around the SELECT. An UPDATE's rows are those that its condition finds, whether or not a value differs.
     *
     * @param target one of {@link #targets()}
     * @param selectList the list in SQL; columns are qualified by the target's {@link Target#reference() reference}, quoted
     */
    public String selectOf(Target target, String selectList) {
        if (!targets.contains(target)) {
            throw new IllegalArgumentException("the statement does not write " + target);
        }
        return query.select(selectList);
    }

    /**
     * Tells whether the statement looks at each row of one table by itself: no other table, no subquery, no LIMIT.
     *
     * <p>So what it does to some rows does not depend on the others.
     */
    public boolean rowByRow() {
        boolean limited =
                SqlText.tokens(query.tail()).stream().anyMatch(token -> token.is("LIMIT") || token.is("ORDER"));
        return query.alone() && targets.size() == 1 && query.select().equals("SELECT") && !limited;
    }

    /**
     * Gives the statement for those of its rows alone that meet a condition; only where it is {@link #rowByRow}.
     *
     * @param condition over columns of its table
     */
    public String narrowed(String condition) {
        return query.head() + "\n" + query.narrowed(condition);
    }

    /** Gives {@link #selectOf} for those rows alone that meet a condition; only where the statement is {@link #rowByRow}. */
    public String selectOf(Target target, String selectList, String condition) {
        if (!targets.contains(target)) {
            throw new IllegalArgumentException("the statement does not write " + target);
        }
        return "SELECT " + selectList + " FROM " + query.from() + "\n" + query.narrowed(condition);
    }

    @Override
    public String toString() {
        return text;
    }

    /** What a statement does. */
    public enum Kind {
        DELETE,
        UPDATE
    }

    /**
     * A table that a statement writes.
     *
     * @param table its name
     * @param reference how the statement speaks of it: the alias, else the name
     * @param columns for an UPDATE the columns that it sets, in its order; empty for a DELETE
     */
    public record Target(String table, String reference, List<String> columns) {
        public Target {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(reference, "reference");
            columns = List.copyOf(columns);
        }
    }

    /**
     * The pieces of the statement's text that a SELECT takes over.
     *
     * @param with the WITH clause or nothing
     * @param select SELECT or SELECT DISTINCT
     * @param from the tables
     * @param tail WHERE, ORDER BY and LIMIT or nothing
     * @param head all of the statement that stands before the tail
     * @param alone whether there is neither a WITH clause nor a subquery
     */
    record Query(String with, String select, String from, String tail, String head, boolean alone) {
        /** Gives the tail with one more condition; a comment of the author's ends at its line. */
        String narrowed(String condition) {
            return tail.isEmpty()
                    ? "WHERE (" + condition + ")"
                    : "WHERE (" + tail.substring("WHERE".length()) + "\n) AND (" + condition + ")";
        }

        String select(String list) {
            String start = with.isEmpty() ? select : with + "\n" + select;
            return start + " " + list + " FROM " + from + (tail.isEmpty() ? "" : "\n" + tail);
        }
    }
}
