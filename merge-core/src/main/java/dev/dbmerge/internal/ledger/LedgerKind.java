package dev.dbmerge.internal.ledger;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tools whose tables of applied migrations are read. */
public enum LedgerKind {
    RAILS(List.of("schema_migrations"), List.of("version")),
    FLYWAY(
            List.of("flyway_schema_history", "schema_version"),
            List.of("installed_rank", "version", "description", "type", "script", "success")),
    LIQUIBASE(List.of("databasechangelog"), List.of("id", "author", "filename", "orderexecuted", "exectype")),
    DJANGO(List.of("django_migrations"), List.of("id", "app", "name")),
    LARAVEL(List.of("migrations"), List.of("migration", "batch")),
    DOCTRINE(List.of("doctrine_migration_versions", "migration_versions"), List.of("version"));

    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]*");
    private static final Pattern DOCTRINE_CLASS = Pattern.compile("(?:.*\\\\)?Version([0-9]{8,})");

    private final List<String> tables;
    private final List<String> columns;

    LedgerKind(List<String> tables, List<String> columns) {
        this.tables = tables;
        this.columns = columns;
    }

    /** Gives the tables of a schema that are this kind's, in whatever case their names are. */
    public List<Table> in(Schema schema) {
        return schema.tables().values().stream().filter(this::is).toList();
    }

    /** Another tool's table may have the name; golang-migrate's holds its last version alone, and a column {@code dirty}. */
    private boolean is(Table table) {
        return tables.stream().anyMatch(table.name()::equalsIgnoreCase)
                && columns.stream().allMatch(column -> table.column(column).isPresent())
                && (this != RAILS || table.column("dirty").isEmpty());
    }

    /**
     * Gives the form in which ids are compared.
     *
     * <p>schema.rb writes 2026_04_07_120000 for 20260407120000; Doctrine 2 wrote the digits alone of what 3 writes as a class.
     */
    public String key(String id) {
        String text = id.strip();
        if (this == DOCTRINE) {
            Matcher matcher = DOCTRINE_CLASS.matcher(text);
            return matcher.matches() ? matcher.group(1) : text;
        }
        return this == RAILS && NUMBER.matcher(text).matches() ? text.replace("_", "") : text;
    }
}
