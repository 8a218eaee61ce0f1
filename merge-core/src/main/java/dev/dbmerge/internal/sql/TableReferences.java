package dev.dbmerge.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the tables of a join from tokens, leaving conditions and subqueries alone. */
final class TableReferences {
    /** Words that cannot be an alias without backticks where a table stands. */
    private static final Set<String> NO_ALIAS = Set.of(
            "AS",
            "CROSS",
            "DELETE",
            "FOR",
            "FORCE",
            "FROM",
            "GROUP",
            "HAVING",
            "IGNORE",
            "INNER",
            "INSERT",
            "INTO",
            "JOIN",
            "LEFT",
            "LIMIT",
            "NATURAL",
            "ON",
            "ORDER",
            "PARTITION",
            "REPLACE",
            "RETURNING",
            "RIGHT",
            "SELECT",
            "SET",
            "STRAIGHT_JOIN",
            "UNION",
            "UPDATE",
            "USE",
            "USING",
            "WHERE",
            "WITH");

    private static final Set<String> JOIN = Set.of("JOIN", "STRAIGHT_JOIN");
    private static final Set<String> QUERY = Set.of("SELECT", "WITH", "VALUES", "TABLE");
    private static final Set<String> INDEX_HINT = Set.of("USE", "FORCE", "IGNORE");

    private final Tokens tokens;
    private final List<TableReference> found = new ArrayList<>();

    private TableReferences(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Gives the tables that stand between two tokens. */
    static List<TableReference> read(Tokens tokens, int from, int to) {
        TableReferences reader = new TableReferences(tokens);
        reader.list(from, to);
        return List.copyOf(reader.found);
    }

    /** Gives the index after an alias that may stand at an index. */
    static int afterAlias(Tokens tokens, int i) {
        if (tokens.keyword(i, "AS")) {
            return i + 2;
        }
        return tokens.name(i) && !tokens.keyword(i, NO_ALIAS) ? i + 1 : i;
    }

    /** Gives the alias that ends before an index. */
    static String alias(Tokens tokens, int after) {
        if (!tokens.name(after - 1)) {
            throw new SqlTextException(
                    "an alias is expected, not " + tokens.shown(after - 1), tokens.offset(after - 1));
        }
        return tokens.get(after - 1).name();
    }

    /** Gives the index after a PARTITION clause that may stand at an index. */
    static int afterPartition(Tokens tokens, int i) {
        return tokens.keyword(i, "PARTITION") && tokens.symbol(i + 1, '(') ? tokens.closing(i + 1) + 1 : i;
    }

    private void list(int from, int to) {
        int i = from;
        while (true) {
            if (i >= to) {
                throw new SqlTextException("a table is expected before " + tokens.shown(to), tokens.offset(to));
            }
            i = nextTable(factor(i), to);
            if (i >= to) {
                return;
            }
            i++;
        }
    }

    /** Gives the index of the comma or JOIN before the next table, else the end. */
    private int nextTable(int from, int to) {
        int i = from;
        while (i < to && !separates(i)) {
            i = tokens.symbol(i, '(') ? tokens.closing(i) + 1 : i + 1;
        }
        return i;
    }

    /** Leaves out {@code USE INDEX (a), USE INDEX (b)} and {@code USE INDEX FOR JOIN (a)}. */
    private boolean separates(int i) {
        return tokens.symbol(i, ',') && !tokens.keyword(i + 1, INDEX_HINT)
                || tokens.keyword(i, JOIN) && !tokens.keyword(i - 1, "FOR");
    }

    private int factor(int i) {
        if (tokens.symbol(i, '{')) {
            return factor(i + 2);
        }
        if (tokens.keyword(i, "LATERAL") && tokens.symbol(i + 1, '(')) {
            return derived(i, tokens.closing(i + 1) + 1);
        }
        if (tokens.symbol(i, '(')) {
            int end = tokens.closing(i);
            if (startsQuery(i + 1)) {
                return derived(i, end + 1);
            }
            list(i + 1, end);
            return end + 1;
        }
        if (!tokens.name(i) || tokens.keyword(i, NO_ALIAS)) {
            throw new SqlTextException("a table is expected, not " + tokens.shown(i), tokens.offset(i));
        }
        return tokens.symbol(i + 1, '(') ? derived(i, tokens.closing(i + 1) + 1) : table(i);
    }

    private boolean startsQuery(int i) {
        return tokens.keyword(i, QUERY) || (tokens.symbol(i, '(') && startsQuery(i + 1));
    }

    private int derived(int at, int end) {
        int after = afterAlias(tokens, end);
        found.add(new TableReference("", "", after > end ? alias(tokens, after) : "", at));
        return after;
    }

    private int table(int at) {
        int last = tokens.symbol(at + 1, '.') && tokens.name(at + 2) ? at + 2 : at;
        String database = last > at ? tokens.get(at).name() : "";
        String name = tokens.get(last).name();
        int end = afterPartition(tokens, last + 1);
        int after = afterAlias(tokens, end);
        found.add(new TableReference(database, name, after > end ? alias(tokens, after) : name, at));
        return after;
    }
}
