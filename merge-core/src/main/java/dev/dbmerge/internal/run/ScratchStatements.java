package dev.dbmerge.internal.run;

import dev.dbmerge.internal.planner.ScratchPlace;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableDdl;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Gives the statements that make a scratch copy of production, for a run to execute and for a plan to show.
 *
 * @param production whose tables are made
 * @param filled those of its tables whose rows are copied
 * @param scratch the schema to build
 * @param collations those of the target's server
 */
record ScratchStatements(Schema production, Set<String> filled, String scratch, Collations collations) {
    /** Drops what an earlier run left. */
    String drop() {
        return "DROP DATABASE IF EXISTS " + Names.quote(scratch);
    }

    String createDatabase() {
        return "CREATE DATABASE " + Names.quote(scratch) + " CHARACTER SET " + collations.charset(production.charset())
                + " COLLATE " + collations.collation(production.collation());
    }

    /** Marks the schema as dbmerge's before anything else is in it. */
    String mark() {
        return "CREATE TABLE " + Names.quote(scratch, ScratchPlace.MARK) + " (id INT PRIMARY KEY)";
    }

    /** Gives the statements that make production's sequences, which defaults of its tables may use. */
    List<String> createSequences() {
        if (collations.version().product() != Product.MARIADB) {
            return List.of();
        }
        return production.sequences().values().stream()
                .flatMap(sequence -> Stream.of(sequence.create(scratch), sequence.advance(scratch)))
                .toList();
    }

    String createTable(Table table) {
        return ddl(table).create(table.autoIncrement());
    }

    List<String> addKeys(Table table) {
        return ddl(table).addKeys();
    }

    /**
     * A foreign key whose parents' rows are not there would refuse what production's rows hold, so it is left out.
     *
     * @param made the tables that there are
     */
    List<String> addForeignKeys(Table table, Set<String> made) {
        return ddl(table)
                .addForeignKeys(
                        parent -> made.contains(parent) && (filled.contains(parent) || !filled.contains(table.name())));
    }

    /** Gives the foreign keys that are left out for that reason, by table and name. */
    Set<String> leftOut(Set<String> made) {
        Set<String> left = new TreeSet<>();
        for (String name : made) {
            production.table(name).orElseThrow().foreignKeys().stream()
                    .filter(key -> filled.contains(name) && !filled.contains(key.parentTable()))
                    .forEach(key -> left.add(name + "." + key.name()));
        }
        return left;
    }

    private TableDdl ddl(Table table) {
        return new TableDdl(table, scratch, collations);
    }
}
