package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.planner.ReadProbe.Timing;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Cost;
import dev.dbmerge.plan.Cost.CopiedTable;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.TablePlan;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what a run of a plan would take: asks the catalogues for sizes and times the reading of a few rows; writes nothing.
 *
 * <p>The timing takes a quarter of a second at most on a server that answers at once.
 */
public final class CostReader {
    private static final Duration PROBE_OF_A_SIDE = Duration.ofMillis(120);
    private static final int PROBED_TABLES = 3;

    private final MergeSpec spec;
    private final Facts facts;
    private final Server staging;
    private final Server production;

    public CostReader(MergeSpec spec, Facts facts, Server staging, Server production) {
        this.spec = spec;
        this.facts = facts;
        this.staging = staging;
        this.production = production;
    }

    /** Gives the cost of the plan. */
    public Cost cost(MergePlan plan) {
        Side ours = side(plan, Origin.STAGING, staging, facts.staging().schema());
        Side theirs =
                side(plan, Origin.PRODUCTION, production, facts.production().schema());
        List<CopiedTable> tables = Stream.of(ours, theirs)
                .flatMap(side -> side.copied().stream())
                .sorted(Comparator.comparingLong(CopiedTable::bytes).reversed())
                .toList();
        CostEstimate estimate = new CostEstimate(plan.rules(), ours, theirs);
        return new Cost(tables, estimate.holds(), estimate.estimate());
    }

    /**
     * What is known about one source.
     *
     * @param locked tables that are locked while they are read
     * @param timings of those tables that were timed
     */
    record Side(
            String role,
            Consistency consistency,
            List<CopiedTable> copied,
            List<String> locked,
            Map<String, Timing> timings) {}

    private Side side(MergePlan plan, Origin origin, Server server, Schema schema) {
        Map<String, Table> read = new HashMap<>();
        for (TablePlan table : plan.tables()) {
            if (table.origin() == origin) {
                schema.table(source(table.table())).ifPresent(found -> read.put(table.table(), found));
            }
        }
        Consistency consistency = (origin == Origin.STAGING ? spec.staging() : spec.production()).consistency();
        if (read.isEmpty()) {
            return new Side(server.role(), consistency, List.of(), List.of(), Map.of());
        }
        try (Session session = server.open()) {
            Map<String, Size> sizes = sizes(session, schema.name());
            List<CopiedTable> copied = plan.tables().stream()
                    .filter(table -> read.containsKey(table.table()))
                    .map(table ->
                            copied(table, sizes.get(read.get(table.table()).name())))
                    .sorted(Comparator.comparingLong(CopiedTable::bytes).reversed())
                    .toList();
            return new Side(
                    server.role(),
                    consistency,
                    copied,
                    locked(consistency, read),
                    timings(session, schema, copied, read, sizes));
        }
    }

    private String source(String table) {
        return Optional.ofNullable(spec.overlay().get(table))
                .filter(overlay -> !overlay.fromQuery())
                .map(Overlay::fromTable)
                .orElse(table);
    }

    private static List<String> locked(Consistency consistency, Map<String, Table> read) {
        return read.values().stream()
                .filter(table -> ReadLocks.needed(consistency, table.transactional()))
                .map(Table::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** What a catalogue says about one table; both are estimates. */
    private record Size(long bytes, long rowBytes) {}

    private static Map<String, Size> sizes(Session session, String schema) {
        Map<String, Size> sizes = new HashMap<>();
        session.fetch(
                        "read the sizes of the tables of " + schema,
                        "SELECT TABLE_NAME, DATA_LENGTH, AVG_ROW_LENGTH FROM information_schema.TABLES"
                                + " WHERE TABLE_SCHEMA = ?",
                        schema)
                .forEach(row -> sizes.put(
                        row.get(0, String.class),
                        new Size(number(row.get(1, String.class)), number(row.get(2, String.class)))));
        return sizes;
    }

    private static long number(String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    private static CopiedTable copied(TablePlan table, Size size) {
        long rows = table.result().map(RowCount::rows).orElse(0L);
        return new CopiedTable(table.table(), table.origin(), rows, size == null ? 0 : size.bytes());
    }

    /** A server that refuses to be asked leaves the plan without an estimate, not without a plan. */
    private static Map<String, Timing> timings(
            Session session,
            Schema schema,
            List<CopiedTable> copied,
            Map<String, Table> read,
            Map<String, Size> sizes) {
        Map<String, Timing> timings = new HashMap<>();
        ReadProbe probe = new ReadProbe(session, schema.name());
        long begun = System.nanoTime();
        List<CopiedTable> largest = copied.stream()
                .filter(table -> table.rows() > 0)
                .limit(PROBED_TABLES)
                .toList();
        for (CopiedTable table : largest) {
            if (System.nanoTime() - begun > PROBE_OF_A_SIDE.toNanos()) {
                break;
            }
            Table source = read.get(table.table());
            try {
                timings.put(
                        table.table(),
                        probe.time(source, sizes.get(source.name()).rowBytes()));
            } catch (MergeException e) {
                if (e.code() != ErrorCode.PRIVILEGE && e.code() != ErrorCode.STEP) {
                    throw e;
                }
            }
        }
        return timings;
    }
}
