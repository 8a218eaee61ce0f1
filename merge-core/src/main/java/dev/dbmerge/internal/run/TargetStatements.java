package dev.dbmerge.internal.run;

import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableDdl;
import dev.dbmerge.internal.server.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Gives the statements that make the target's structure, for a run to execute and for a plan to show.
 *
 * @param structure what the target is to have
 * @param production whose counters count, too
 * @param target the schema to build
 */
record TargetStatements(Schema structure, Schema production, String target, Collations collations) {
    static final String FOREIGN_KEY_CHECKS_OFF = "SET SESSION foreign_key_checks = 0";
    static final String FOREIGN_KEY_CHECKS_ON = "SET SESSION foreign_key_checks = 1";

    /** Gives the query that names the base tables of a target that stands there already. */
    String oldTables() {
        return "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = " + Names.literal(target)
                + " AND TABLE_TYPE = 'BASE TABLE'";
    }

    /**
     * Drops what stands in the target's place.
     *
     * <p>The journal goes last: a drop that is cut off leaves a database that the next run still knows for dbmerge's.
     *
     * @param tables what {@link #oldTables} gives
     */
    List<String> dropOld(List<String> tables) {
        List<String> statements = new ArrayList<>(List.of(FOREIGN_KEY_CHECKS_OFF));
        tables.stream()
                .filter(table -> !table.startsWith(Schema.JOURNAL_PREFIX))
                .forEach(table -> statements.add("DROP TABLE " + Names.quote(target, table)));
        statements.add(FOREIGN_KEY_CHECKS_ON);
        statements.add("DROP DATABASE IF EXISTS " + Names.quote(target));
        return statements;
    }

    String createDatabase() {
        return "CREATE DATABASE " + Names.quote(target) + " CHARACTER SET " + collations.charset(structure.charset())
                + " COLLATE " + collations.collation(structure.collation());
    }

    String createTable(Table table) {
        return ddl(table).create(counter(table.name()));
    }

    List<String> addKeys(Table table) {
        return ddl(table).addKeys();
    }

    List<String> addForeignKeys(Table table) {
        return ddl(table).addForeignKeys();
    }

    private TableDdl ddl(Table table) {
        return new TableDdl(table, target, collations);
    }

    /** The larger counter of both sides: an id that either has ever given out is not given out again. */
    private OptionalLong counter(String table) {
        return Stream.of(structure, production)
                .flatMap(schema -> schema.table(table).stream())
                .map(Table::autoIncrement)
                .flatMapToLong(OptionalLong::stream)
                .max();
    }
}
