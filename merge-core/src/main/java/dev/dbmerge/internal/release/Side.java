package dev.dbmerge.internal.release;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.planner.MappedTables;
import dev.dbmerge.internal.reference.Child;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.ReleaseReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One spec's part in the references of a release: where the rows of its target are before there is one. */
final class Side implements AutoCloseable {
    private final MergeSpec spec;
    private final Session staging;
    private final Session production;
    private final Schema wanted;
    private final MappedTables tables;

    private Side(MergeSpec spec, Session staging, Session production) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
        Schema ours = SchemaReader.read(staging, spec.staging().schema());
        Schema theirs = SchemaReader.read(production, spec.production().schema());
        this.wanted = TargetStructure.of(spec, ours, theirs);
        Relations relations = Relations.read(spec.overlay().values(), theirs, production);
        this.tables = new MappedTables(spec, wanted, relations, Collations.of(production));
    }

    /** Opens a session on each source and reads both; where that fails, none is left open. */
    static Side open(MergeSpec spec, Servers servers) {
        Session staging = servers.staging().open();
        try {
            return open(spec, staging, servers.production().open());
        } catch (RuntimeException | Error e) {
            staging.close();
            throw e;
        }
    }

    private static Side open(MergeSpec spec, Session staging, Session production) {
        try {
            return new Side(spec, staging, production);
        } catch (RuntimeException | Error e) {
            production.close();
            throw e;
        }
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

    /**
     * Gives the side of a reference that points, which this one is.
     *
     * @throws MergeException when the target will not have its column
     */
    Child pointing(ReleaseReference reference) {
        Column from = column(reference.table(), reference.column(), reference.text());
        Link link = new Link(
                reference.table(),
                List.of(from.name()),
                reference.toTable(),
                List.of(reference.toColumn()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Child(link, wanted.table(reference.table()).orElseThrow(), reference.text());
    }

    /**
     * Gives the query whose rows the target's table will hold, without those that the cleanup rules remove by looking at this table
     * alone; empty where some of them are known to the run alone.
     */
    Optional<String> select(String table, Set<String> columns) {
        boolean kept = spec.overlay().containsKey(table)
                && spec.overlay().get(table).keepStaging().isPresent();
        if (kept) {
            return Optional.empty();
        }
        List<CleanupStatement> rules = removing(table);
        Set<String> read = new HashSet<>(columns);
        rules.forEach(rule -> read.addAll(rule.identifiers()));
        Optional<String> whole = rules.isEmpty() ? Optional.empty() : tables.select(table, read);
        return whole.map(rows -> remaining(table, rows, columns, rules)).or(() -> tables.select(table, columns));
    }

    private List<CleanupStatement> removing(String table) {
        boolean keyed = wanted.table(table).flatMap(Table::primaryKey).isPresent();
        boolean with = session(table).server().version().commonTableExpressions();
        return spec.cleanup().stream()
                .filter(rule -> keyed && with && rule.kind() == CleanupRule.Kind.DELETE)
                .map(rule -> CleanupStatement.parse(rule.sql()))
                .filter(rule -> wanted.tables().keySet().stream()
                        .filter(name -> rule.identifiers().stream().anyMatch(name::equalsIgnoreCase))
                        .allMatch(table::equals))
                .filter(rule -> rule.targets().stream()
                        .anyMatch(target -> target.table().equals(table)))
                .toList();
    }

    private String remaining(String table, String rows, Set<String> columns, List<CleanupStatement> rules) {
        List<String> key =
                wanted.table(table).flatMap(Table::primaryKey).orElseThrow().columns();
        String removed = rules.stream()
                .flatMap(rule -> rule.targets().stream()
                        .map(target -> rule.selectOf(
                                target,
                                key.stream()
                                        .map(name -> Names.quote(target.reference(), name))
                                        .collect(Collectors.joining(", ")))))
                .map(select -> "(" + Names.quoteAll(key) + ") NOT IN (" + select + ")")
                .collect(Collectors.joining(" AND "));
        return "WITH " + Names.quote(table) + " AS (" + rows + ") SELECT " + Names.quoteAll(columns) + " FROM "
                + Names.quote(table) + " WHERE " + removed;
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
