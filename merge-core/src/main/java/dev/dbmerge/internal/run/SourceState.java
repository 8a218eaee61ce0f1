package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.journal.SourceMarks;
import dev.dbmerge.internal.ledger.LedgerReader;
import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.StructureParts;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.PlanBasis;
import java.util.List;
import java.util.Map;

/** Reads what a run rests on: structures, production's ledger of migrations, staging's events. */
final class SourceState {
    private SourceState() {}

    /** Gives what a run of a plan rests on, whose fingerprints were confirmed. */
    static SourceMarks of(MergePlan plan, Schema staging, Schema production, Server server) {
        return new SourceMarks(
                plan.stagingFingerprint(),
                plan.productionFingerprint(),
                ledger(server, production),
                CodeWriter.eventStatuses(staging));
    }

    /**
     * Reads a structure.
     *
     * @param parts what a plan says of it
     * @throws RefusedException when it is not that of the plan any more
     */
    static Schema confirmed(Server server, String fingerprint, List<PlanBasis.Part> parts) {
        Schema schema = read(server);
        if (!Fingerprint.of(schema).equals(fingerprint)) {
            List<String> changes = PlanBasis.changes(parts, StructureParts.of(schema));
            throw new RefusedException(
                    ErrorCode.SOURCE_CHANGED,
                    "The structure of " + server.schema() + " changed since the plan was made"
                            + (changes.isEmpty() ? "." : ": " + String.join("; ", changes) + "."),
                    "Plan again, look at the findings, and run the new plan.");
        }
        return schema;
    }

    /** Gives what both sources are like now. */
    static SourceMarks now(Servers servers) {
        Schema production = read(servers.production());
        return new SourceMarks(
                Fingerprint.of(read(servers.staging())),
                Fingerprint.of(production),
                ledger(servers.production(), production),
                Map.of());
    }

    private static Schema read(Server server) {
        try (Session session = server.open()) {
            return SchemaReader.read(session, server.schema());
        }
    }

    private static String ledger(Server production, Schema schema) {
        try (Session session = production.open()) {
            return Fingerprint.ofTexts(
                    new LedgerReader(session, schema).read().all().toString());
        }
    }
}
