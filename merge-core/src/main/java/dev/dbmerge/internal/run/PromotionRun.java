package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.MergeHook;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.Moment;
import dev.dbmerge.internal.backup.Backup;
import dev.dbmerge.internal.backup.Backup.Proving;
import dev.dbmerge.internal.backup.Backups;
import dev.dbmerge.internal.capture.BinaryLogTail;
import dev.dbmerge.internal.capture.LogPosition;
import dev.dbmerge.internal.capture.WatchedTable;
import dev.dbmerge.internal.catchup.Cascades;
import dev.dbmerge.internal.catchup.CatchUp;
import dev.dbmerge.internal.catchup.LiveTables;
import dev.dbmerge.internal.catchup.RuleReplay;
import dev.dbmerge.internal.fixes.FixRunner;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.promote.Promoter;
import dev.dbmerge.internal.promote.Pursuit;
import dev.dbmerge.internal.promote.Recovery;
import dev.dbmerge.internal.promote.Swap;
import dev.dbmerge.internal.promote.Sweep;
import dev.dbmerge.internal.promote.WayChoice;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.NamedLock;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.survey.Settings;
import dev.dbmerge.report.BackupReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.PromotionPreview;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.spec.MergeSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Promotes a verified target: looks whether it may, catches up, swaps, and looks at what it did. */
public final class PromotionRun {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 64;

    private final MergeSpec spec;
    private final Servers servers;
    private final Parallel parallel;
    private final PromotionTerms terms;
    private final List<MergeHook> hooks;
    private final MergeListener listener;
    private final Server server;
    private final Instant begun = Instant.now();
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<String> troubles = new ArrayList<>();

    public PromotionRun(
            MergeSpec spec,
            Servers servers,
            Parallel parallel,
            PromotionTerms terms,
            List<MergeHook> hooks,
            MergeListener listener) {
        this.spec = spec;
        this.servers = servers;
        this.parallel = parallel;
        this.terms = terms;
        this.hooks = List.copyOf(hooks);
        this.listener = listener;
        this.server = servers.target();
    }

    /**
     * Promotes.
     *
     * @throws RefusedException when the target may not be promoted; nothing was touched
     * @throws MergeException when the promotion failed; its code says what became of the live database
     */
    public PromotionReport promote() {
        try (NamedLock lock = NamedLock.take(server);
                Session session = server.open()) {
            lock.endOthers();
            lock.markSessions();
            PromotionCheck check = new PromotionCheck(spec, servers, session);
            RunRecord run = check.run();
            BothSides known = known(session, run);
            check.rights(known.live(), known.target(), known.settings());
            check.log(run, known.settings());
            JournalReader reader = new JournalReader(session, server.schema());
            note("looking whether " + server.schema() + " is what its run left");
            check.unchanged(new TargetVerification(spec, servers, parallel)
                    .differences(session, reader, known.target(), caughtUp(session, known)));
            RuleReplay replay = new RuleReplay(spec, known.target(), known.targetTables(), run.pinnedAt());
            WayChoice way = WayChoice.of(terms.way(), server.version(), Grants.read(session), replay.wholeRules());
            note(way.text());
            PromotionRecord promotion = new PromotionRecord(
                    UUID.randomUUID().toString(),
                    run.runId(),
                    known.live().name(),
                    previous(known.live().name()),
                    way.way().text(),
                    PromotionRecord.State.BEGUN);
            HookCaller caller = new HookCaller(spec, run.runId(), hooks, Optional.empty());
            caller.at(Moment.BEFORE_PROMOTE, Optional.empty(), Optional.empty());
            try (Journal journal = Journal.open(server, run.runId());
                    Promoter promoter = new Promoter(
                            server,
                            known.live(),
                            known.target(),
                            promotion,
                            way,
                            reader.sources().events(),
                            known.written())) {
                promoter.admit();
                Optional<BackupReport> backup = backup(known.live(), caller);
                Swapped swapped = swap(known, promoter, replay, journal, caller, lock);
                return report(known, promotion, way, promoter, backup, swapped);
            }
        }
    }

    /**
     * Tells what {@link #promote} would do; nothing is touched.
     *
     * @throws RefusedException when the target may not be promoted
     */
    public PromotionPreview preview() {
        try (Session session = server.open()) {
            PromotionCheck check = new PromotionCheck(spec, servers, session);
            RunRecord run = check.run();
            BothSides known = known(session, run);
            check.rights(known.live(), known.target(), known.settings());
            check.log(run, known.settings());
            RuleReplay replay = new RuleReplay(spec, known.target(), known.targetTables(), run.pinnedAt());
            WayChoice way = WayChoice.of(terms.way(), server.version(), Grants.read(session), replay.wholeRules());
            return new PromotionPreview(
                    spec.name(),
                    known.live().name() + " on " + server.version() + " at " + server.address(),
                    known.live().name(),
                    server.schema(),
                    run.runId(),
                    way.text(),
                    backup(),
                    known.ways(replay),
                    new Missed(known.live(), known.target()).list(),
                    Swap.blockers(session, spec.promotion().lockWait()));
        }
    }

    /** Ends a promotion that stopped. */
    public RecoveryReport recover() {
        try (NamedLock lock = NamedLock.take(server)) {
            lock.endOthers();
            return new Recovery(spec.name(), server).recover(spec.production().schema());
        }
    }

    /** Gives the tables that an earlier promotion of the same run may have caught up before it was undone. */
    private Set<String> caughtUp(Session session, BothSides known) {
        boolean earlier = new PromotionLog(session, server.schema())
                .latest()
                .filter(promotion -> promotion.runId().equals(known.run().runId()))
                .isPresent();
        return earlier ? known.targetTables() : Set.of();
    }

    private BothSides known(Session session, RunRecord run) {
        Schema live = SchemaReader.read(session, spec.production().schema());
        Schema target = SchemaReader.read(session, server.schema());
        Relations relations = spec.migrations().run().isPresent()
                ? Relations.NONE
                : Relations.read(spec.overlay().values(), live, session);
        LiveTables tables = new LiveTables(
                spec,
                live,
                target,
                relations,
                server.version(),
                spec.fixes().map(FixRunner::words).orElse(Set.of()));
        return new BothSides(run, live, target, tables.find(), tables.findKept(), Settings.read(session));
    }

    /** The name says when its tables were live last. */
    private String previous(String live) {
        String end = "_old_" + STAMP.format(begun);
        if (live.length() + end.length() > LONGEST_NAME) {
            throw PromotionCheck.refused(
                    "The database that is to keep the previous tables would have a name of more than " + LONGEST_NAME
                            + " characters: " + live + end + ".",
                    "Give the live database a shorter name.");
        }
        return live + end;
    }

    /** The swap that happened, and how many rows were caught up for it. */
    private record Swapped(Swap swap, long rows) {}

    private Swapped swap(
            BothSides known, Promoter promoter, RuleReplay replay, Journal journal, HookCaller caller, NamedLock lock) {
        LogPosition from = LogPosition.parse(known.run().productionPosition().orElseThrow())
                .orElseThrow();
        Cascades cascades = new Cascades(known.live(), known.tables());
        Set<String> names = new TreeSet<>(known.written());
        names.addAll(cascades.parents());
        List<WatchedTable> watched = names.stream()
                .map(name -> WatchedTable.of(known.live().tables().get(name)))
                .toList();
        boolean folds = known.settings().lowerCaseNames() != 0;
        try (BinaryLogTail tail = BinaryLogTail.open(server, known.live().name(), watched, folds, from);
                Session worker = server.open();
                Session asking = server.open()) {
            promoter.prepare();
            CatchUp catchUp;
            Pursuit pursuit;
            Swap swap;
            try {
                catchUp = new CatchUp(worker, known.tables(), known.kept(), cascades, replay, journal);
                pursuit = new Pursuit(
                        tail,
                        catchUp,
                        worker,
                        asking,
                        promoter::pulse,
                        spec.promotion().budget(),
                        this::note);
                pursuit.closeIn();
                new PromotedChecks(spec, worker, known.target(), known.run().pinnedAt()).confirm(pursuit::closeIn);
                note("proving that every row of production is accounted for");
                try (Session snapshot = server.open()) {
                    pursuit.prove(snapshot);
                }
                caller.at(Moment.BEFORE_SWAP, Optional.empty(), Optional.empty());
                lock.confirm();
                swap = new Swap(List.of(new Swap.Part(promoter, pursuit, catchUp, tail)), spec.promotion(), this::note);
                swap.run();
            } catch (RuntimeException e) {
                RuntimeException told = undone(e, promoter);
                failed(caller, told);
                throw told;
            }
            note("swapped: " + known.live().name() + " has the new tables");
            after(() -> caller.at(Moment.AFTER_SWAP, Optional.empty(), Optional.empty()));
            after(promoter::finish);
            after(() -> troubles.addAll(promoter.brokenViews()));
            after(() -> troubles.addAll(
                    new Sweep(known.live().name(), promoter.previous()).late(worker, asking, tail, catchUp)));
            after(() -> caller.at(Moment.AFTER_PROMOTE, Optional.empty(), Optional.empty()));
            return new Swapped(swap, pursuit.rows());
        }
    }

    /** Backs the live database up where the spec says so; nothing has to be taken back yet where that fails. */
    private Optional<BackupReport> backup(Schema live, HookCaller caller) {
        long rows =
                live.tables().values().stream().mapToLong(Table::estimatedRows).sum();
        try {
            return spec.promotion()
                    .backup()
                    .map(folder -> new Backup(
                                    server.sharedBy("production", live.name()),
                                    new Backups(folder),
                                    parallel.sessions(rows),
                                    terms.proving(),
                                    this::note)
                            .run());
        } catch (RuntimeException e) {
            failed(caller, e);
            throw e;
        }
    }

    private String backup() {
        return spec.promotion()
                .backup()
                .map(folder -> "into " + folder
                        + (terms.proving() == Proving.NONE ? ", not proven" : ", proven by restoring it"))
                .orElse("none: promote.backup in the spec names no folder");
    }

    private void failed(HookCaller caller, RuntimeException e) {
        boolean interrupted = Thread.interrupted();
        try {
            caller.at(Moment.ON_FAILURE, Optional.of(Outcome.FAILED), Optional.of(String.valueOf(e.getMessage())));
        } catch (MergeException second) {
            note("A hook at on-failure failed, too: " + second.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nothing behind the swap can take it back; what fails there is told. */
    private void after(Runnable work) {
        try {
            work.run();
        } catch (MergeException e) {
            troubles.add(e.problem() + " " + e.remedy());
        }
    }

    private static RuntimeException undone(RuntimeException e, Promoter promoter) {
        if (e instanceof MergeException known && known.code() == ErrorCode.HALF_WAY) {
            return e;
        }
        if (promoter.swapped()) {
            return new MergeException(
                    ErrorCode.HALF_WAY,
                    "The tables were swapped, and then the promotion stopped: " + e.getMessage(),
                    "Run dbmerge recover, which does what follows the swap.",
                    e);
        }
        try {
            promoter.undo();
        } catch (RuntimeException second) {
            e.addSuppressed(second);
            if (e instanceof MergeException known && known.code() == ErrorCode.INTERRUPTED) {
                return new MergeException(
                        ErrorCode.INTERRUPTED,
                        promoter.asked()
                                ? "The promotion was interrupted while the server was to swap the tables."
                                : "The promotion was interrupted before the swap; the live tables are as before.",
                        "Run dbmerge recover, which looks where they are, and finishes or takes back.",
                        e);
            }
            return new MergeException(
                    ErrorCode.HALF_WAY,
                    "The promotion failed, and what it had prepared could not be taken back: " + second.getMessage()
                            + " It failed because: " + e.getMessage(),
                    "Run dbmerge recover, which looks where the tables are, and finishes or takes back.",
                    e);
        }
        if (e instanceof RefusedException || !(e instanceof MergeException known)) {
            return e;
        }
        if (known.code() == ErrorCode.INTERRUPTED || known.code() == ErrorCode.LOCK_WAIT) {
            return e;
        }
        return new MergeException(
                ErrorCode.PROMOTION_UNDONE,
                "The promotion was undone; the live database is as before. " + known.problem(),
                known.remedy(),
                e);
    }

    private void note(String note) {
        notes.add(note);
        listener.noted(note);
    }

    private PromotionReport report(
            BothSides known,
            PromotionRecord promotion,
            WayChoice way,
            Promoter promoter,
            Optional<BackupReport> backup,
            Swapped swapped) {
        Swap swap = swapped.swap();
        return new PromotionReport(
                spec.name(),
                promotion.runId(),
                known.live().name() + " on " + server.version() + " at " + server.address(),
                promotion.previous(),
                way.text(),
                begun,
                Duration.between(begun, Instant.now()),
                promoter.tables(),
                swapped.rows(),
                swap.attempts(),
                swap.blocked(),
                swap.longestBlocked(),
                backup,
                troubles,
                List.copyOf(notes));
    }
}
