package dev.dbmerge.internal.release;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.planner.MappedTables;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.MergeSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One spec's part in the references of a release: where the rows of its target are before there is one. */
final class Side implements AutoCloseable {
    private final MergeSpec spec;
    private final Session staging;
    private final Session production;
    private final Schema wanted;
    private final MappedTables tables;

    Side(MergeSpec spec, Servers servers) {
        this.spec = spec;
        this.staging = servers.staging().open();
        try {
            this.production = servers.production().open();
        } catch (RuntimeException e) {
            staging.close();
            throw e;
        }
        Schema ours = SchemaReader.read(staging, spec.staging().schema());
        Schema theirs = SchemaReader.read(production, spec.production().schema());
        this.wanted = TargetStructure.of(spec, ours, theirs);
        Relations relations = Relations.read(spec.overlay().values(), theirs, production);
        this.tables = new MappedTables(spec, wanted, relations, Collations.of(production));
    }

    /**
     * Gives a column of the target.
     *
     * @throws MergeException when the target will not have it
     */
    Column column(String table, String column, String reference) {
        return wanted.table(table)
                .flatMap(found -> found.column(column))
                .orElseThrow(() -> new MergeException(
                        ErrorCode.OVERLAY_COLUMN_UNKNOWN,
                        "The reference " + reference + " names " + table + "." + column + ", which the target "
                                + spec.target().schema() + " will not have.",
                        "Mend or remove it under references of the release."));
    }

    /** Gives the columns that name a row of the table: its primary key, else the given one. */
    List<String> key(String table, String otherwise) {
        return wanted.table(table).flatMap(Table::primaryKey).map(Key::columns).orElse(List.of(otherwise));
    }

    /** Gives the query whose rows the target's table will hold; empty where some of them are known to the run alone. */
    Optional<String> select(String table, List<String> columns) {
        boolean kept = spec.overlay().containsKey(table)
                && spec.overlay().get(table).keepStaging().isPresent();
        Set<String> read = new HashSet<>(columns);
        return kept ? Optional.empty() : tables.select(table, read);
    }

    /** Gives the session on the server where that query runs. */
    Session session(String table) {
        return spec.overlay().containsKey(table) ? production : staging;
    }

    @Override
    public void close() {
        staging.close();
        production.close();
    }
}
