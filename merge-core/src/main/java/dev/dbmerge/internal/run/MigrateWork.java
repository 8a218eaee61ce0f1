package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.HookVariable;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.ProcessMigration;
import dev.dbmerge.internal.copy.SourceSnapshot;
import dev.dbmerge.internal.ledger.Ledger;
import dev.dbmerge.internal.ledger.LedgerReader;
import dev.dbmerge.internal.ledger.Ledgers;
import dev.dbmerge.internal.ledger.Migration;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.planner.MigratedRows;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Step;
import dev.dbmerge.spec.MergeSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets the application's own migrations run on a scratch copy of production's overlaid rows, and looks at what they made of it.
 *
 * <p>The scratch schema is there until this is closed.
 */
final class MigrateWork implements AutoCloseable {
    private final MergeSpec spec;
    private final Servers servers;
    private final Prepared prepared;
    private final Results results;
    private final MergeListener listener;
    private final Map<HookVariable, String> variables;
    private Optional<ScratchCopy> scratch = Optional.empty();

    MigrateWork(
            MergeSpec spec,
            Servers servers,
            Prepared prepared,
            Results results,
            MergeListener listener,
            Map<HookVariable, String> variables) {
        this.spec = spec;
        this.servers = servers;
        this.prepared = prepared;
        this.results = results;
        this.listener = listener;
        this.variables = new EnumMap<>(variables);
    }

    /**
     * What the migration left.
     *
     * @param rows how many were copied for it
     * @param position production's binary log position when they were
     * @param server as it sees the scratch schema
     * @param relations the rows of the scratch schema that overlaid tables take
     */
    record Migrated(long rows, Optional<String> position, Server server, Schema schema, Relations relations) {}

    /**
     * Copies, migrates, and maps anew.
     *
     * @throws MergeException with {@link ErrorCode#MIGRATE} when the executable fails, or when what it made has no place in staging's
     *     structure
     */
    Migrated migrate(Step.MigrateProduction step) {
        ProcessMigration migration = new ProcessMigration(
                spec.migrations().run().orElseThrow(), listener, HookCaller.secrets(spec), ProcessMigration.TIMEOUT);
        Set<String> filled = MigratedRows.tables(spec, prepared.production());
        ScratchStatements statements = new ScratchStatements(
                prepared.production(),
                filled,
                step.scratch(),
                prepared.statements().collations());
        ScratchCopy copy = ScratchCopy.make(servers.target(), statements, results::note);
        scratch = Optional.of(copy);
        List<Table> tables = filled.stream()
                .flatMap(name -> prepared.production().table(name).stream())
                .toList();
        long rows;
        Optional<String> position;
        try (SourceSnapshot source =
                SourceSnapshot.open(servers.production(), spec.production().consistency(), tables, 1)) {
            position = source.position();
            rows = copy.fill(source, done -> listener.progressed(step, done, 0));
        }
        ScratchUrl url = new ScratchUrl(copy.server());
        variables.put(HookVariable.SCRATCH_SCHEMA, step.scratch());
        variables.put(HookVariable.SCRATCH_URL, url.jdbc());
        migration.run(variables, url.application());
        Server reader = copy.server().sharedBy("the scratch copy", step.scratch());
        try (Session session = reader.open();
                Session staging = servers.staging().open()) {
            Schema schema = SchemaReader.read(session, step.scratch());
            noteMissing(migration.name(), new LedgerReader(session, schema).read(), staging);
            MigratedRows made = MigratedRows.read(spec, prepared.staging(), schema, staging, session);
            refuse(migration.name(), made.blockers());
            return new Migrated(rows, position, reader, schema, made.relations());
        }
    }

    /** A migration that neither the executable ran nor the spec names stays undone for good. */
    private void noteMissing(String migration, Ledgers made, Session staging) {
        for (Ledger ours : new LedgerReader(staging, prepared.staging()).read().all()) {
            List<String> missing = made.of(ours.kind()).map(ours::missingIn).orElse(ours.applied()).stream()
                    .map(Migration::id)
                    .filter(id -> spec.migrations().done().stream()
                            .noneMatch(done ->
                                    ours.kind().key(done).equals(ours.kind().key(id))))
                    .toList();
            if (!missing.isEmpty()) {
                results.note("After " + migration + " the scratch copy's ledger still lacks " + missing.size()
                        + " of the migrations that staging's " + ours.table() + " names: "
                        + String.join(", ", missing) + ".");
            }
        }
    }

    private static void refuse(String migration, List<Finding> blockers) {
        if (blockers.isEmpty()) {
            return;
        }
        Finding first = blockers.get(0);
        String others =
                blockers.stream().skip(1).map(Finding::subject).distinct().collect(Collectors.joining(", "));
        throw new MergeException(
                ErrorCode.MIGRATE,
                "After " + migration + " the scratch copy does not fit (" + first.code() + "): " + first.problem()
                        + (others.isEmpty() ? "" : " So it is with " + others + "."),
                first.remedy().isEmpty() ? "Decide it in the spec, then run again." : first.remedy());
    }

    @Override
    public void close() {
        scratch.ifPresent(ScratchCopy::close);
        scratch = Optional.empty();
    }
}
