package dev.dbmerge.internal.run;

import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Sequence;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableDdl;
import dev.dbmerge.internal.server.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
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
                + " COLLATE " + collation();
    }

    /** Gives the statements that make the sequences, each where the further one of both sides is. */
    List<String> createSequences() {
        List<String> statements = new ArrayList<>();
        for (Sequence ours : structure.sequences().values()) {
            Sequence made = Optional.ofNullable(production.sequences().get(ours.name()))
                    .map(ours::notBehind)
                    .orElse(ours);
            statements.add(made.create(target));
            statements.add(made.advance(target));
        }
        return statements;
    }

    /** Gives the database's default collation. */
    String collation() {
        return collations.collation(structure.collation());
    }

    /**
     * Gives queries whose one column is a statement that takes away what a run adds to the rows: stored code, since a trigger would
     * act on what is copied, foreign keys, archives and what fixes made.
     *
     * @param kept names of the tables that may stay
     */
    List<String> leftovers(Collection<String> kept) {
        String schema = Names.literal(target);
        String names = Stream.concat(Journal.tables().stream(), kept.stream())
                .map(Names::literal)
                .collect(Collectors.joining(", "));
        return List.of(
                leftover("'DROP TRIGGER '", "TRIGGER_NAME", "TRIGGERS WHERE TRIGGER_SCHEMA = " + schema),
                leftover("'DROP EVENT '", "EVENT_NAME", "EVENTS WHERE EVENT_SCHEMA = " + schema),
                leftover(
                        "CONCAT('DROP ', ROUTINE_TYPE, ' ')",
                        "ROUTINE_NAME",
                        "ROUTINES WHERE ROUTINE_TYPE IN ('PROCEDURE', 'FUNCTION') AND ROUTINE_SCHEMA = " + schema),
                leftover("'DROP VIEW '", "TABLE_NAME", "VIEWS WHERE TABLE_SCHEMA = " + schema),
                "SELECT CONCAT('ALTER TABLE ', " + quoted("TABLE_NAME") + ", ' DROP FOREIGN KEY ', "
                        + backticks("CONSTRAINT_NAME") + ") FROM information_schema.TABLE_CONSTRAINTS"
                        + " WHERE CONSTRAINT_TYPE = 'FOREIGN KEY' AND TABLE_SCHEMA = " + schema,
                leftover(
                        "'DROP TABLE '",
                        "TABLE_NAME",
                        "TABLES WHERE TABLE_TYPE <> 'VIEW' AND TABLE_SCHEMA = " + schema + " AND TABLE_NAME NOT IN ("
                                + names + ")"));
    }

    private String leftover(String drop, String name, String rows) {
        return "SELECT CONCAT(" + drop + ", " + quoted(name) + ") FROM information_schema." + rows;
    }

    private String quoted(String column) {
        return "CONCAT(" + Names.literal(Names.quote(target) + ".") + ", " + backticks(column) + ")";
    }

    private static String backticks(String column) {
        return "CONCAT('`', REPLACE(" + column + ", '`', '``'), '`')";
    }

    String createTable(Table table) {
        return ddl(table).create(counter(table.name()));
    }

    /** Drops a table that an earlier run left and that may not stay. */
    String dropTable(Table table) {
        return "DROP TABLE IF EXISTS " + Names.quote(target, table.name());
    }

    /** Sets the counter of a table that stays to where it begins in one that is made; none where it has no counter. */
    Optional<String> setCounter(Table table) {
        OptionalLong counter = counter(table.name());
        return counter.isEmpty()
                ? Optional.empty()
                : Optional.of("ALTER TABLE " + Names.quote(target, table.name()) + " AUTO_INCREMENT = "
                        + Long.toUnsignedString(counter.getAsLong()));
    }

    /** Gives a text that changes with the table that is made, whatever its counter. */
    String form(Table table) {
        return ddl(table).create(OptionalLong.empty()) + "\n" + String.join("\n", addKeys(table));
    }

    List<String> addKeys(Table table) {
        return ddl(table).addKeys();
    }

    /** Tells whether a made table refuses rows that share more than the primary key, also without the keys that come later. */
    boolean createsUnique(Table table) {
        return ddl(table).createsUnique();
    }

    Optional<String> dropUniqueKeys(Table table) {
        return ddl(table).dropUniqueKeys();
    }

    Optional<String> addUniqueKeys(Table table) {
        return ddl(table).addUniqueKeys();
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
