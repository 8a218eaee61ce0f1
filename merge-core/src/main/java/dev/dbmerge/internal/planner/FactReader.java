package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from the servers what a plan rests on; writes nothing. */
public final class FactReader {
    private final MergeSpec spec;
    private final Server staging;
    private final Server production;
    private final Server target;
    private final ExistingTarget existing;

    public FactReader(MergeSpec spec, Server staging, Server production, Server target, ExistingTarget existing) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
        this.target = target;
        this.existing = existing;
    }

    /**
     * Reads both structures, counts rows and lets the sources answer what the rules would touch.
     *
     * @throws RefusedException when two of the three databases are one
     */
    public Facts read() {
        refuseOneDatabase(target, staging);
        refuseOneDatabase(target, production);
        refuseOneDatabase(staging, production);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (Session stagingSession = staging.open();
                Session productionSession = production.open();
                Session targetSession = target.open()) {
            pin(stagingSession, now);
            pin(productionSession, now);
            Schema ourSchema = SchemaReader.read(stagingSession, staging.schema());
            Schema theirSchema = SchemaReader.read(productionSession, production.schema());
            Schema wanted = TargetStructure.of(spec, ourSchema, theirSchema);
            Facts.Source ours = source(stagingSession, ourSchema, spec.overlay().keySet());
            Facts.Source theirs = source(productionSession, theirSchema, exactlyCounted(ourSchema, theirSchema));
            List<Finding> findings = new TargetFindings(targetSession, existing).findings(wanted, production.schema());
            return new Facts(
                    now,
                    ours,
                    theirs,
                    wanted,
                    target.version() + " at " + target.address(),
                    values(productionSession, wanted, theirs.schema()),
                    forecasts(wanted, ours, theirs, stagingSession, productionSession),
                    findings);
        }
    }

    /** Whoever builds the target drops it first, so it must be neither source, whatever the urls say. */
    private static void refuseOneDatabase(Server one, Server other) {
        if (one.schema().equalsIgnoreCase(other.schema()) && one.isSameAs(other)) {
            throw new RefusedException(
                    ErrorCode.SAME_DATABASE,
                    "The " + one.role() + " database " + one.schema() + " at " + one.address() + " is the "
                            + other.role() + " database.",
                    "Mend the url or the schema of one of them.");
        }
    }

    /** A source that does not set its clock still answers; only NOW() in a forecast would differ. */
    private static void pin(Session session, Instant now) {
        session.execute("pin the clock", "SET SESSION timestamp = " + now.getEpochSecond());
    }

    private static Facts.Source source(Session session, Schema schema, Set<String> exactly) {
        Map<String, RowCount> rows = new RowCounter(session, schema).count(exactly);
        return new Facts.Source(schema, session.server().description(), Fingerprint.of(schema), rows);
    }

    /** Whether a table of production's alone holds rows is no matter for an estimate. */
    private Set<String> exactlyCounted(Schema ours, Schema theirs) {
        Set<String> names = new HashSet<>(spec.overlay().keySet());
        theirs.tables().keySet().stream()
                .filter(table -> ours.table(table).isEmpty())
                .forEach(names::add);
        return names;
    }

    private Map<String, Long> values(Session session, Schema ours, Schema theirs) {
        RowCounter counter = new RowCounter(session, theirs);
        Map<String, Long> values = new HashMap<>();
        for (Overlay overlay : spec.overlay().values()) {
            Optional<Table> ourTable = ours.table(overlay.table());
            Optional<Table> theirTable = theirs.table(overlay.table());
            if (ourTable.isPresent() && theirTable.isPresent()) {
                TableMapping mapping = TableMapping.of(overlay, ourTable.get(), theirTable.get());
                List<Column> lost = Stream.concat(mapping.withoutPlace().stream(), mapping.dropped().stream())
                        .toList();
                values.putAll(counter.values(theirTable.get(), lost));
            }
        }
        return values;
    }

    private List<RuleForecast> forecasts(
            Schema wanted, Facts.Source ours, Facts.Source theirs, Session stagingSession, Session productionSession) {
        boolean oneServer = staging.isSameAs(production);
        return new RuleForecaster(spec, wanted, ours, theirs, stagingSession, productionSession, oneServer).forecasts();
    }
}
