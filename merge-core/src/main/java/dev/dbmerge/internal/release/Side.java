package dev.dbmerge.internal.release;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.planner.DerivedTable;
import dev.dbmerge.internal.planner.TargetRows;
import dev.dbmerge.internal.reference.Child;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.ReleaseReference;
import java.util.ArrayList;
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
    private final TargetRows rows;

    private Side(MergeSpec spec, Session staging, Session production) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
        Schema ours = SchemaReader.read(staging, spec.staging().schema());
        Schema theirs = SchemaReader.read(production, spec.production().schema());
        this.rows = TargetRows.of(spec, ours, theirs, staging, production, false);
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
        return rows.target()
                .table(table)
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
        return new Child(link, wanted(reference.table()), reference.text());
    }

    /**
     * Gives the query whose rows the target's table will hold, without those that the cleanup rules remove by looking at this table
     * alone; empty where some of them are known to the run alone.
     */
    Optional<String> select(String table, Set<String> columns) {
        Set<String> read = new HashSet<>(columns);
        List<CleanupStatement> rules = removing(table);
        rules.forEach(rule -> read.addAll(rule.identifiers()));
        Optional<String> whole = rules.isEmpty() ? Optional.empty() : rows.select(table, read);
        return whole.flatMap(select -> remaining(table, select, columns, rules)).or(() -> rows.select(table, columns));
    }

    private List<CleanupStatement> removing(String table) {
        boolean keyed = wanted(table).primaryKey().isPresent();
        return spec.cleanup().stream()
                .filter(rule -> keyed && rule.kind() == CleanupRule.Kind.DELETE)
                .map(rule -> CleanupStatement.parse(rule.sql()))
                .filter(rule -> rows.target().tables().keySet().stream()
                        .filter(name -> rule.identifiers().stream().anyMatch(name::equalsIgnoreCase))
                        .allMatch(table::equals))
                .filter(rule -> rule.targets().stream()
                        .anyMatch(target -> target.table().equals(table)))
                .toList();
    }

    /** Empty where a rule names the table more than once and the server has no WITH queries. */
    private Optional<String> remaining(String table, String whole, Set<String> columns, List<CleanupStatement> rules) {
        List<String> key = wanted(table).primaryKey().orElseThrow().columns();
        boolean with = rows.home(table).server().version().commonTableExpressions();
        String name = Names.quote(table);
        List<String> kept = new ArrayList<>();
        for (CleanupStatement rule : rules) {
            for (Target target : rule.targets()) {
                String removed = rule.selectOf(
                        target,
                        key.stream()
                                .map(column -> Names.quote(target.reference(), column))
                                .collect(Collectors.joining(", ")));
                Optional<String> select =
                        with ? Optional.of(removed) : DerivedTable.inPlaceOf(target, removed, "(" + whole + ")");
                if (select.isEmpty()) {
                    return Optional.empty();
                }
                kept.add("(" + Names.quoteAll(key) + ") NOT IN (" + select.get() + ")");
            }
        }
        String from = with ? name : "(" + whole + ") AS " + name;
        return Optional.of((with ? "WITH " + name + " AS (" + whole + ") " : "") + "SELECT " + Names.quoteAll(columns)
                + " FROM " + from + " WHERE " + String.join(" AND ", kept));
    }

    private Table wanted(String table) {
        return rows.target().table(table).orElseThrow();
    }

    /** Tells whether that query may run in any session: an expression of the spec may name tables of its production without it. */
    boolean runsAnywhere(String table) {
        return Optional.ofNullable(spec.overlay().get(table))
                .filter(overlay -> overlay.fromQuery()
                        || overlay.where().isPresent()
                        || !overlay.columns().isEmpty()
                        || !overlay.defaults().isEmpty())
                .isEmpty();
    }

    /** Gives the session on the server where that query runs, with the database that the spec's expressions mean. */
    Session session(String table) {
        rows.useHome(table);
        return rows.home(table);
    }

    @Override
    public void close() {
        staging.close();
        production.close();
    }
}
