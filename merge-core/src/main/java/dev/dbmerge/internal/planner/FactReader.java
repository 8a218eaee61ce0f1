package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.content.CodeFindings;
import dev.dbmerge.internal.content.ContentFindings;
import dev.dbmerge.internal.content.HistoryFindings;
import dev.dbmerge.internal.content.KeptValues;
import dev.dbmerge.internal.content.TableDecisionFindings;
import dev.dbmerge.internal.dump.DumpFindings;
import dev.dbmerge.internal.ledger.LedgerReader;
import dev.dbmerge.internal.ledger.OverlaidDrift;
import dev.dbmerge.internal.mapping.OverlaidTable;
import dev.dbmerge.internal.mapping.OverlaidTables;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.survey.Survey;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.spec.MergeSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
            Relations relations = TargetRows.relations(spec, theirSchema, productionSession);
            Map<String, OverlaidTable> overlaid = new OverlaidTables(stagingSession, productionSession)
                    .ask(spec.overlay().values(), wanted, relations);
            List<Finding> findings =
                    new ArrayList<>(new TargetFindings(targetSession, existing).findings(wanted, production.schema()));
            findings.addAll(
                    new Survey(spec, stagingSession, ourSchema, productionSession, theirSchema, targetSession, wanted)
                            .findings(spec.migrations().run().map(hook -> ScratchPlace.name(spec))));
            findings.addAll(new LedgerFindings(
                            spec,
                            new LedgerReader(stagingSession, ourSchema).read(),
                            new LedgerReader(productionSession, theirSchema).read(),
                            OverlaidDrift.of(spec, ourSchema, theirSchema))
                    .findings());
            if (spec.migrations().run().isPresent()) {
                ScratchPlace.occupied(targetSession, ScratchPlace.name(spec)).ifPresent(findings::add);
            }
            findings.addAll(
                    contents(ourSchema, theirSchema, stagingSession, productionSession, Collations.of(targetSession)));
            boolean oneServer = staging.isSameAs(production);
            MappedTables mapped = new MappedTables(spec, wanted, relations, Collations.of(productionSession));
            TargetRows rows = new TargetRows(
                    spec, mapped, wanted, ourSchema, theirSchema, stagingSession, productionSession, oneServer);
            findings.addAll(new ReferenceQuestions(spec, rows).findings());
            return new Facts(
                    now,
                    ours,
                    theirs,
                    wanted,
                    target.version() + " at " + target.address(),
                    overlaid,
                    forecasts(wanted, relations, overlaid, ours, theirs, stagingSession, productionSession, oneServer),
                    findings);
        }
    }

    private List<Finding> dumps(Schema ours, Schema theirs, Session stagingSession, Session productionSession) {
        Set<String> laidOver = spec.overlay().values().stream()
                .flatMap(overlay -> Relations.tables(overlay, theirs).stream())
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>(DumpFindings.of(
                spec.staging().dump(),
                stagingSession,
                ours,
                table -> !spec.overlay().containsKey(table)));
        findings.addAll(DumpFindings.of(spec.production().dump(), productionSession, theirs, laidOver::contains));
        return findings;
    }

    private List<Finding> contents(
            Schema ours, Schema theirs, Session stagingSession, Session productionSession, Collations known) {
        boolean sameVersion = staging.version().equals(production.version());
        List<Finding> findings = new ArrayList<>(new CodeFindings(spec, ours, theirs, sameVersion).findings());
        findings.addAll(new HistoryFindings(spec).findings(ours, theirs));
        findings.addAll(dumps(ours, theirs, stagingSession, productionSession));
        findings.addAll(new SubstitutedKeys(stagingSession, ours, known)
                .findings(table -> !spec.overlay().containsKey(table)));
        findings.addAll(new TableDecisionFindings(spec, ours, theirs).findings());
        findings.addAll(new KeptValues(spec, ours, theirs, productionSession).findings());
        findings.addAll(new ContentFindings(spec, ours, theirs, stagingSession, productionSession).findings());
        return findings;
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

    private List<RuleForecast> forecasts(
            Schema wanted,
            Relations relations,
            Map<String, OverlaidTable> overlaid,
            Facts.Source ours,
            Facts.Source theirs,
            Session stagingSession,
            Session productionSession,
            boolean oneServer) {
        Map<String, RowCount> rows = new HashMap<>();
        overlaid.forEach(
                (name, table) -> rows.put(name, new RowCount(table.answers().rows(), true)));
        return new RuleForecaster(
                        spec, wanted, relations, ours, theirs, stagingSession, productionSession, rows, oneServer)
                .forecasts();
    }
}
