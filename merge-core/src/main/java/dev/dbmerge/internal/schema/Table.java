package dev.dbmerge.internal.schema;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One base table.
 *
 * @param engine as the catalogue spells it, such as {@code InnoDB}
 * @param estimatedRows the server's estimate
 * @param autoIncrement the counter; empty where the table has none
 * @param columns in the table's order, invisible ones included
 * @param keys the primary key first
 * @param createSql what SHOW CREATE TABLE prints
 */
public record Table(
        String name,
        String engine,
        String collation,
        long estimatedRows,
        OptionalLong autoIncrement,
        List<Column> columns,
        List<Key> keys,
        List<ForeignKey> foreignKeys,
        String createSql) {
    public Table {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(collation, "collation");
        Objects.requireNonNull(autoIncrement, "autoIncrement");
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        foreignKeys = List.copyOf(foreignKeys);
        Objects.requireNonNull(createSql, "createSql");
    }

    /** Gives the column of that name, in whatever case, as servers compare column names. */
    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(columnName))
                .findFirst();
    }

    /** Gives the columns of these names, which it has to have. */
    public List<Column> columns(Collection<String> names) {
        return names.stream()
                .map(columnName -> column(columnName).orElseThrow())
                .toList();
    }

    /** Gives the columns that hold values of their own, invisible ones included. */
    public List<Column> writtenColumns() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    /** Gives the primary key. */
    public Optional<Key> primaryKey() {
        return keys.stream().filter(Key::primary).findFirst();
    }

    /** Tells whether the engine has transactions and snapshots. */
    public boolean transactional() {
        return engine.equalsIgnoreCase("InnoDB") || engine.equalsIgnoreCase("ROCKSDB");
    }

    /** Gives the same table with another storage engine; row formats, which engines do not share, are left to the engine. */
    public Table withEngine(String otherEngine) {
        return new Table(
                name,
                otherEngine,
                collation,
                estimatedRows,
                autoIncrement,
                columns,
                keys,
                foreignKeys,
                TableText.withEngine(createSql, otherEngine));
    }

    /** Gives the same table under another name, which its CREATE statement is not asked for. */
    public Table named(String otherName) {
        return new Table(
                otherName,
                engine,
                collation,
                estimatedRows,
                autoIncrement,
                columns,
                keys,
                foreignKeys.stream().map(key -> key.of(otherName)).toList(),
                createSql);
    }
}
