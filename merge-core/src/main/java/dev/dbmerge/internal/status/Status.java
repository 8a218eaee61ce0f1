package dev.dbmerge.internal.status;

import dev.dbmerge.internal.backup.Backup;
import dev.dbmerge.internal.backup.Backups;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.journal.KeptLog;
import dev.dbmerge.internal.journal.KeptRecord;
import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.promote.KeptDatabases;
import dev.dbmerge.internal.promote.KeptDatabases.Kept;
import dev.dbmerge.internal.promote.Promoter;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.Holding;
import dev.dbmerge.report.Holding.Fate;
import dev.dbmerge.report.Holding.Kind;
import dev.dbmerge.report.StatusReport;
import dev.dbmerge.report.StatusReport.LogReach;
import dev.dbmerge.report.TargetStatus;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Record;

/** Looks what there is of a merge on its servers and in the backups' folder; writes nothing. */
public final class Status {
    private final MergeSpec spec;
    private final Servers servers;
    private final String live;
    private final Instant now = Instant.now();
    private final List<String> warnings = new ArrayList<>();

    public Status(MergeSpec spec, Servers servers) {
        this.spec = spec;
        this.servers = servers;
        this.live = spec.production().schema();
    }

    /** Looks. */
    public StatusReport look() {
        boolean dumped = spec.production().dump().isPresent();
        boolean together = !dumped && servers.production().isSameAs(servers.target());
        Server home = together ? servers.target() : servers.production();
        try (Session session = home.open();
                Session atTarget = servers.target().open()) {
            JournalReader journal = new JournalReader(atTarget, servers.target().schema());
            Optional<RunRecord> run = journal.run();
            Optional<PromotionRecord> promotion = run.flatMap(
                    any -> new PromotionLog(atTarget, servers.target().schema()).latest());
            Optional<PromotionRecord> open =
                    promotion.filter(PromotionRecord::open).or(() -> together ? rollback(session) : Optional.empty());
            warn(together, dumped, open);
            List<Kept> kept = dumped ? List.of() : KeptDatabases.of(session, live);
            Rules rules = new Rules(spec, session, together, open, now);
            List<Holding> holdings = new ArrayList<>();
            if (!dumped) {
                holdings.add(database(Kind.LIVE, session, live, Optional.empty(), "what applications use"));
            }
            target(atTarget, run, promotion, journal, rules).ifPresent(holdings::add);
            for (int i = 0; i < kept.size(); i++) {
                holdings.add(rules.kept(kept.get(i), i));
            }
            if (!dumped) {
                leftover(session, Kind.SENTRY, Promoter.sentryOf(live))
                        .map(rules::sentry)
                        .ifPresent(holdings::add);
                leftover(session, Kind.PROOF, Backup.proofOf(live))
                        .map(rules::proof)
                        .ifPresent(holdings::add);
                holdings.addAll(backups(rules));
            }
            Optional<LogReach> log = kept.stream()
                    .filter(one -> one.tables() > 0)
                    .findFirst()
                    .map(latest -> new LogKeeping(session).since(latest, position(session, latest), now));
            return new StatusReport(
                    spec.name(),
                    now,
                    servers.production().description(),
                    spec.promotion().keep(),
                    spec.retention(),
                    run.map(known -> status(known, promotion, journal, atTarget)),
                    holdings,
                    log,
                    warnings);
        }
    }

    /** Gives a rollback that did not end; its journal is in the database whose tables come back. */
    private Optional<PromotionRecord> rollback(Session session) {
        return KeptLog.journals(session, live).stream()
                .flatMap(database -> new PromotionLog(session, database).latest().stream())
                .filter(PromotionRecord::open)
                .findFirst();
    }

    private void warn(boolean together, boolean dumped, Optional<PromotionRecord> open) {
        if (!together && !dumped) {
            warnings.add("The target " + servers.target().description() + " is on another server than "
                    + servers.production().description()
                    + ", so that users' data leaves production's server, and it cannot be promoted there.");
        }
        open.ifPresent(stopped -> warnings.add("A promotion or rollback is at work or stopped ("
                + stopped.state().name().toLowerCase(Locale.ROOT)
                + "). Where nobody is at work, run dbmerge recover; until then nothing that it needs is dropped."));
    }

    /** The swap noted it, in the database that keeps the tables. */
    private Optional<String> position(Session session, Kept latest) {
        return KeptLog.of(session, live).stream()
                .filter(record -> record.database().equalsIgnoreCase(latest.name()))
                .map(KeptRecord::position)
                .filter(position -> !position.isEmpty())
                .findFirst();
    }

    private Optional<Holding> target(
            Session session,
            Optional<RunRecord> run,
            Optional<PromotionRecord> promotion,
            JournalReader journal,
            Rules rules) {
        String name = servers.target().schema();
        if (!SchemaReader.exists(session, name)) {
            return Optional.empty();
        }
        Optional<Instant> since = promotion
                .filter(one -> one.state() == PromotionRecord.State.DONE)
                .flatMap(one -> KeptDatabases.since(live, one.previous()))
                .or(() -> run.map(RunRecord::startedAt));
        Holding holding = database(Kind.TARGET, session, name, since, "");
        return Optional.of(rules.target(holding, run, journal));
    }

    private static Optional<Holding> leftover(Session session, Kind kind, String name) {
        return SchemaReader.exists(session, name)
                ? Optional.of(database(kind, session, name, Optional.empty(), ""))
                : Optional.empty();
    }

    private static Holding database(Kind kind, Session session, String name, Optional<Instant> since, String because) {
        Record row = session.fetchPlain(
                "see how large " + name + " is",
                "SELECT COUNT(*), COALESCE(SUM(DATA_LENGTH + INDEX_LENGTH), 0) FROM information_schema.TABLES"
                        + " WHERE TABLE_TYPE <> 'VIEW' AND TABLE_SCHEMA = " + Names.literal(name));
        return new Holding(
                kind,
                name,
                since,
                OptionalLong.of(row.get(1, Long.class)),
                row.get(0, Integer.class),
                Fate.STAYS,
                because);
    }

    private List<Holding> backups(Rules rules) {
        List<Holding> found = new ArrayList<>();
        spec.promotion().backup().map(Backups::new).ifPresent(backups -> {
            backups.list().stream()
                    .filter(backup -> backup.database().equals(live))
                    .map(backup -> rules.backup(backup, backups.obstacle(backup)))
                    .forEach(found::add);
            backups.unfinished(live, true)
                    .forEach(path -> found.add(unfinished(path, Fate.HELD, "it is being written now")));
            backups.unfinished(live, false)
                    .forEach(path ->
                            found.add(unfinished(path, Fate.DROPPED, "its process ended before it was complete")));
        });
        return found;
    }

    private static Holding unfinished(Path path, Fate fate, String because) {
        return new Holding(
                Kind.UNFINISHED_BACKUP,
                path.toString(),
                Optional.empty(),
                OptionalLong.of(Backups.bytes(path)),
                0,
                fate,
                because);
    }

    private TargetStatus status(
            RunRecord run, Optional<PromotionRecord> promotion, JournalReader journal, Session session) {
        return new TargetStatus(
                servers.target().description(),
                run.runId(),
                run.spec(),
                run.state().toLowerCase(Locale.ROOT),
                run.startedAt(),
                run.finishedAt(),
                promotion.map(one -> one.state().name().toLowerCase(Locale.ROOT)),
                promotion.map(PromotionRecord::previous).orElse(""),
                journal.archives().stream()
                        .filter(archive -> there(session, archive.archiveTable()))
                        .map(archive -> new TargetStatus.Archive(
                                archive.rule(),
                                archive.table(),
                                session.number(
                                        "count the rows of an archive",
                                        "SELECT COUNT(*) FROM "
                                                + Names.quote(servers.target().schema(), archive.archiveTable()))))
                        .toList());
    }

    private boolean there(Session session, String table) {
        return session.number(
                        "look for an archive",
                        "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                                + Names.literal(servers.target().schema()) + " AND TABLE_NAME = "
                                + Names.literal(table))
                > 0;
    }
}
