package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Definers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableDdl;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what stands in the target's way on its server. */
public final class TargetFindings {
    private final Session session;
    private final ExistingTarget existing;

    public TargetFindings(Session session, ExistingTarget existing) {
        this.session = session;
        this.existing = existing;
    }

    /**
     * Finds what of staging's structure cannot be made there as it is.
     *
     * @param production name of production's database, which no body may name
     */
    public List<Finding> findings(Schema staging, String production) {
        List<Finding> findings = new ArrayList<>();
        existingAsSeen().ifPresent(findings::add);
        Collations collations = Collations.of(session);
        collations.substitutions(staging).forEach((from, to) -> findings.add(substituted(from, to)));
        for (Table table : staging.tables().values()) {
            missingTypes(table).forEach(findings::add);
            TableDdl ddl = new TableDdl(table, session.server().schema(), collations);
            ddl.create(table.autoIncrement());
            ddl.losses().forEach(loss -> findings.add(lost(table.name(), loss)));
            TableDdl.foreignNames(table, staging.name()).forEach(name -> findings.add(foreign(table.name(), name)));
        }
        staging.sequences().keySet().forEach(name -> withoutSequences(name).ifPresent(findings::add));
        Definers definers = Definers.of(session);
        definers.substituted(staging).forEach(object -> findings.add(definer(object)));
        for (CodeObject object : staging.code()) {
            CodeWriter.foreignNames(object, staging.name(), List.of(production))
                    .forEach(name -> findings.add(foreign(object.name(), name)));
        }
        return findings;
    }

    /** A type without a kin on the target's server has no place there, whatever its values are. */
    private Stream<Finding> missingTypes(Table table) {
        ServerVersion version = session.server().version();
        return table.columns().stream()
                .filter(column -> !ColumnType.there(column, version))
                .map(column -> new Finding(
                                Level.BLOCKER,
                                ErrorCode.STRUCTURE,
                                table.name() + "." + column.name(),
                                "The target's " + version + " has no type "
                                        + column.baseType().toUpperCase(Locale.ROOT) + ", which staging's "
                                        + table.name() + "." + column.name() + " has.",
                                "Build the target on a server of staging's kind and version.")
                        .of(table.name()));
    }

    private Optional<Finding> withoutSequences(String name) {
        ServerVersion version = session.server().version();
        return version.product() == Product.MARIADB
                ? Optional.empty()
                : Optional.of(new Finding(
                        Level.BLOCKER,
                        ErrorCode.STRUCTURE,
                        name,
                        "The target's " + version + " has no sequences, and staging has " + name + ".",
                        "Build the target on a MariaDB, or take the sequence out of staging."));
    }

    private Finding substituted(String from, String to) {
        return new Finding(
                Level.WARNING,
                ErrorCode.COLLATION_SUBSTITUTED,
                from,
                "The target's " + session.server().version() + " does not know the collation " + from + "; " + to
                        + " takes its place, so texts may compare and sort in another way.",
                "Build the target on a server of staging's kind, if a rule or a unique key depends on it.");
    }

    private Finding lost(String table, String loss) {
        return new Finding(
                Level.WARNING,
                ErrorCode.STRUCTURE,
                table,
                "The target's " + session.server().version() + " cannot hold " + loss + " of staging's " + table + ".",
                "Build the target on a server of staging's kind, if the application needs it.");
    }

    private static Finding foreign(String object, String name) {
        return new Finding(
                Level.BLOCKER,
                ErrorCode.FOREIGN_NAME,
                object,
                "Staging's " + object + " names " + name + ", so its copy would leave the target.",
                "Take the database's name out of it on staging.");
    }

    private static Finding definer(CodeObject object) {
        return new Finding(
                Level.WARNING,
                ErrorCode.DEFINER_MISSING,
                object.name(),
                "The definer " + object.definer() + " of " + object.name()
                        + " is not on the target's server or cannot be set there; the target's account takes its place.",
                "Make that account there, or grant the target's account the right to set definers.");
    }

    /** Finds what {@link #existing} does; an account that may not read it lacks what a run needs, which is a finding of its own. */
    public Optional<Finding> existingAsSeen() {
        try {
            return existing();
        } catch (MergeException e) {
            if (e.code() == ErrorCode.PRIVILEGE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Finds a database of the target's name that a run may not simply drop. */
    public Optional<Finding> existing() {
        String schema = session.server().schema();
        JournalReader journal = new JournalReader(session, schema);
        boolean promoting = new PromotionLog(session, schema)
                .latest()
                .filter(PromotionRecord::open)
                .isPresent();
        if (promoting) {
            return Optional.of(new Finding(
                    Level.BLOCKER,
                    ErrorCode.TARGET_EXISTS,
                    schema,
                    "A promotion of " + schema + " at " + session.server().address() + " did not end.",
                    "Run dbmerge recover first."));
        }
        if (!SchemaReader.exists(session, schema) || journal.madeByDbmerge() || holdsNothing()) {
            return Optional.empty();
        }
        String why = journal.run().isEmpty()
                ? "dbmerge did not make it"
                : journal.useSince().orElse("it was made under another name");
        return Optional.of(new Finding(
                existing == ExistingTarget.REFUSE ? Level.BLOCKER : Level.WARNING,
                ErrorCode.TARGET_EXISTS,
                schema,
                "The target " + schema + " exists at " + session.server().address() + ", and " + why + ".",
                existing == ExistingTarget.REFUSE
                        ? "Choose another target.schema, or let the run replace it with --replace."
                        : "The run drops it, as asked."));
    }

    /** A run that was killed before its journal was there leaves an empty database, or one with the journal's own tables alone. */
    private boolean holdsNothing() {
        String schema = Names.literal(session.server().schema());
        return session.number(
                        "see whether " + session.server().schema() + " holds anything",
                        "SELECT (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = " + schema
                                + " AND LEFT(table_name, " + Schema.JOURNAL_PREFIX.length() + ") <> "
                                + Names.literal(Schema.JOURNAL_PREFIX)
                                + ") + (SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = "
                                + schema
                                + ") + (SELECT COUNT(*) FROM information_schema.events WHERE event_schema = " + schema
                                + ")")
                == 0;
    }
}
