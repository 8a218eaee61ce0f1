package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** Finds what stands in the target's way on its server. */
public final class TargetFindings {
    private final Session session;
    private final ExistingTarget existing;

    public TargetFindings(Session session, ExistingTarget existing) {
        this.session = session;
        this.existing = existing;
    }

    List<Finding> findings(Schema staging) {
        List<Finding> findings = new ArrayList<>();
        existing().ifPresent(findings::add);
        return findings;
    }

    /** Finds a database of the target's name that a run may not simply drop. */
    public java.util.Optional<Finding> existing() {
        String schema = session.server().schema();
        JournalReader journal = new JournalReader(session, schema);
        if (!SchemaReader.exists(session, schema) || journal.madeByDbmerge()) {
            return java.util.Optional.empty();
        }
        String why = journal.run().isEmpty()
                ? "dbmerge did not make it"
                : journal.useSince().orElse("it was made under another name");
        return java.util.Optional.of(new Finding(
                existing == ExistingTarget.REFUSE ? Level.BLOCKER : Level.WARNING,
                ErrorCode.TARGET_EXISTS,
                schema,
                "The target " + schema + " exists at " + session.server().address() + ", and " + why + ".",
                existing == ExistingTarget.REFUSE
                        ? "Choose another target.schema, or let the run replace it with --replace."
                        : "The run drops it, as asked."));
    }
}
