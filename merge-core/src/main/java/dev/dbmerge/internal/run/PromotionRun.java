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
import dev.dbmerge.internal.journal.KeptLog;
import dev.dbmerge.internal.journal.KeptRecord;
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
import dev.dbmerge.report.PromotionPreview;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.spec.MergeSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Promotes a verified target: looks whether it may, catches up, swaps, and looks at what it did. */
public final class PromotionRun {
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
                    new PreviousName(session).of(known.live().name(), begun),
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
                Swapped swapped = swap(known, promoter, promotion, replay, journal, caller, lock);
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
                    new WayBack(known).reversible(session),
                    Swap.blockers(session, spec.promotion().lockWait()));
        }
    }

    /** Ends a promotion that stopped. */
    public RecoveryReport recover() {
        try (NamedLock lock = NamedLock.take(server)) {
            lock.endOthers();
            String live = spec.production().schema();
            RecoveryReport report = new Recovery(spec.name(), server).recover(live);
            return report.end() == RecoveryReport.End.NOTHING ? recoverRollback(live, report) : report;
        }
    }

    /** A rollback has its journal in the database whose tables come back. */
    private RecoveryReport recoverRollback(String live, RecoveryReport nothing) {
        try (Session session = server.open()) {
            Optional<String> kept = RollbackCheck.openRollback(session, live);
            if (kept.isEmpty()) {
                return nothing;
            }
            RecoveryReport report;
            try (Server there = server.sharedBy("target", kept.get())) {
                report = new Recovery(spec.name(), there).recover(live);
            }
            if (report.end() != RecoveryReport.End.FINISHED) {
                return report;
            }
            SwapBack.emptied(kept.get(), session);
            List<String> told = new ArrayList<>(report.notes());
            told.add("It was a rollback. Rows that it did not carry back are in " + report.previous()
                    + ", and stand in no file.");
            return new RecoveryReport(report.name(), report.live(), report.previous(), report.end(), told);
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

    /** The swap that happened, and how many rows were caught up for it. */
    private record Swapped(Swap swap, long rows) {}

    private Swapped swap(
            BothSides known,
            Promoter promoter,
            PromotionRecord promotion,
            RuleReplay replay,
            Journal journal,
            HookCaller caller,
            NamedLock lock) {
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
            KeptLog kept = new KeptLog(asking, promoter.previous());
            WayBack back = new WayBack(known);
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
                keep(kept, back, promotion, worker);
                swap = new Swap(List.of(new Swap.Part(promoter, pursuit, catchUp, tail)), spec.promotion(), this::note);
                swap.run();
            } catch (RuntimeException e) {
                RuntimeException told = new Undoing("promotion", ErrorCode.PROMOTION_UNDONE).of(e, promoter);
                caller.failed(told, this::note);
                throw told;
            }
            behind(known, promoter, caller, kept, new Sessions(worker, asking), tail, catchUp);
            return new Swapped(swap, pursuit.rows());
        }
    }

    /** Two sessions that hold no locks. */
    private record Sessions(Session worker, Session asking) {}

    private void behind(
            BothSides known,
            Promoter promoter,
            HookCaller caller,
            KeptLog kept,
            Sessions with,
            BinaryLogTail tail,
            CatchUp catchUp) {
        WayBack back = new WayBack(known);
        after(() -> note("reversible: " + back.reversible(with.worker())));
        note("swapped: " + known.live().name() + " has the new tables");
        after(() -> caller.at(Moment.AFTER_SWAP, Optional.empty(), Optional.empty()));
        after(promoter::finish);
        after(() -> kept.tables(back.tables(with.worker())));
        after(() -> troubles.addAll(promoter.brokenViews()));
        after(() -> troubles.addAll(
                new Sweep(known.live().name(), promoter.previous()).late(with.worker(), with.asking(), tail, catchUp)));
        after(() -> caller.at(Moment.AFTER_PROMOTE, Optional.empty(), Optional.empty()));
    }

    /** Notes in the database that is to keep the live tables what a rollback needs; what is written up to the swap may change it. */
    private void keep(KeptLog kept, WayBack back, PromotionRecord promotion, Session session) {
        kept.begin(new KeptRecord(
                promotion.previous(),
                promotion.id(),
                promotion.runId(),
                spec.name(),
                promotion.live(),
                server.schema(),
                KeptRecord.Kind.PROMOTION,
                server.binaryLogPosition(session).orElse("")));
        kept.code(WayBack.code(back.known().live(), back.known().target()));
        kept.tables(back.tables(session));
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
            caller.failed(e, this::note);
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

    /** Nothing behind the swap can take it back; what fails there is told. */
    private void after(Runnable work) {
        try {
            work.run();
        } catch (MergeException e) {
            troubles.add(e.problem() + " " + e.remedy());
        }
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
