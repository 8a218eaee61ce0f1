package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the pieces of SQL that name, define and compare a table's written columns without losing a bit. */
final class ExactColumns {
    private static final Set<String> TEXT = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");
    private static final Set<String> NO_KEY =
            Set.of("tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob");

    private final List<Column> columns;
    private final List<String> key;

    ExactColumns(Table table) {
        this.columns = table.writtenColumns();
        this.key = table.primaryKey().map(Key::columns).filter(this::written).orElse(List.of());
    }

    private boolean written(List<String> names) {
        return names.stream()
                .allMatch(name ->
                        columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(name)));
    }

    /** Gives the columns that tell the table's rows apart: its primary key, or none where it has none that is written. */
    List<String> key() {
        return key;
    }

    /** Gives the definitions for an archive: every value of the table fits, NULL too, and no default fills one in. */
    String definitions() {
        return columns.stream().map(ExactColumns::definition).collect(Collectors.joining(", "));
    }

    private static String definition(Column column) {
        return Names.quote(column.name()) + " " + column.exactType() + " NULL";
    }

    /** Gives an index over the key, or nothing where there is none or it cannot have one. */
    String index() {
        boolean possible =
                columns.stream().noneMatch(column -> key.contains(column.name()) && NO_KEY.contains(column.baseType()));
        return key.isEmpty() || !possible ? "" : ", KEY (" + Names.quoteAll(key) + ")";
    }

    /** Gives the names, comma between. */
    String names() {
        return Names.quoteAll(columns.stream().map(Column::name).toList());
    }

    /** Gives the columns of a reference, comma between. */
    String of(String reference) {
        return columns.stream()
                .map(column -> Names.quote(reference, column.name()))
                .collect(Collectors.joining(", "));
    }

    /**
     * Gives the condition that two references mean the same row: by the key, else by all columns.
     *
     * <p>Rows that are equal in all columns have equal foreign keys too, so that a cascade takes both or none.
     */
    String sameRow(String one, String other) {
        String equals = key.isEmpty() ? " <=> " : " = ";
        List<String> names = key.isEmpty() ? columns.stream().map(Column::name).toList() : key;
        return names.stream()
                .map(name -> Names.quote(one, name) + equals + Names.quote(other, name))
                .collect(Collectors.joining(" AND "));
    }

    /** Gives the condition that two references hold the same bits. */
    String sameValues(String one, String other) {
        return columns.stream()
                .map(column -> exact(one, column) + " <=> " + exact(other, column))
                .collect(Collectors.joining(" AND "));
    }

    private static String exact(String reference, Column column) {
        String name = Names.quote(reference, column.name());
        String type = column.baseType();
        if (TEXT.contains(type)) {
            return "CAST(" + name + " AS BINARY)";
        }
        if (type.equals("json")) {
            return "CAST(CAST(" + name + " AS CHAR) AS BINARY)";
        }
        if (type.equals("enum") || type.equals("set") || type.equals("bit")) {
            return name + " + 0";
        }
        // Compared as numbers, -0 and 0 are the same; FLOAT as text has fewer digits than it holds.
        return type.equals("float") || type.equals("double") ? "CONCAT(" + name + " * 1e0)" : name;
    }
}
