package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import java.util.Objects;
import java.util.Optional;

/**
 * Rows of production, or of staging, that go into one table of the target: those of a table or of a query, and which of them.
 *
 * @param schema the database that unqualified names mean
 * @param table its columns and keys; of a query, its columns alone
 * @param from SQL behind FROM, whose name in expressions is the table's
 * @param where SQL condition; empty where all rows come
 */
public record Relation(String schema, Table table, String from, Optional<String> where) {
    public Relation {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(where, "where");
    }

    /** Gives all rows of a table. */
    public static Relation of(String schema, Table table) {
        return new Relation(schema, table, Names.quote(schema, table.name()), Optional.empty());
    }

    /** Gives those rows that meet a condition. */
    public Relation where(Optional<String> condition) {
        return new Relation(schema, table, from, condition);
    }

    /** Gives those of its rows that meet one more condition. */
    public Relation and(String condition) {
        return where(Optional.of(
                where.map(first -> "(" + first + ") AND (" + condition + ")").orElse(condition)));
    }

    /** Gives the same rows, read by other words behind FROM. */
    public Relation reading(String otherFrom) {
        return new Relation(schema, table, otherFrom, where);
    }

    /** Gives {@code schema.table}, as messages spell it. */
    public String title() {
        return schema + "." + table.name();
    }

    /** Gives SQL from FROM on. */
    public String sql() {
        return "FROM " + from
                + where.map(condition -> " WHERE (" + condition + ")").orElse("");
    }

    /** Gives SQL from FROM on, for the rows that meet one more condition. */
    public String sql(String condition) {
        return "FROM " + from + " WHERE "
                + where.map(first -> "(" + first + ") AND ").orElse("") + "(" + condition + ")";
    }
}
