package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.Moment;
import dev.dbmerge.internal.catchup.Aside;
import dev.dbmerge.internal.catchup.Cascades;
import dev.dbmerge.internal.catchup.CatchUp;
import dev.dbmerge.internal.catchup.RuleReplay;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.journal.KeptCode;
import dev.dbmerge.internal.journal.KeptLog;
import dev.dbmerge.internal.journal.KeptRecord;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.journal.ReturnTerms;
import dev.dbmerge.internal.promote.Promoter;
import dev.dbmerge.internal.promote.Pursuit;
import dev.dbmerge.internal.promote.Swap;
import dev.dbmerge.internal.promote.Sweep;
import dev.dbmerge.internal.rollback.Carrying;
import dev.dbmerge.internal.rollback.LeftRows;
import dev.dbmerge.internal.rollback.Losses;
import dev.dbmerge.internal.run.RollbackCheck.Found;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.server.NamedLock;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.ReferenceChecker;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.LeftFile;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Swaps the tables of one promotion back: catches up, holds the writers off, swaps, and does what follows.
 *
 * @param swap what the journal of the database says whose tables come back
 * @param troubles takes what fails behind the swap
 */
record SwapBack(
        MergeSpec spec,
        boolean acceptsLoss,
        Instant begun,
        Found found,
        Since since,
        Losses losses,
        PromotionRecord swap,
        HookCaller caller,
        Consumer<String> notes,
        List<String> troubles) {
    /**
     * What was not carried back.
     *
     * @param rows how many there are
     * @param file where; empty where there are none
     */
    record Left(long rows, Optional<Path> file, Swap swap) {}

    /** Does it all; where it fails before the swap, what was prepared is taken back. */
    Left run(Server kept, Promoter promoter, Journal journal, NamedLock lock, LeftFile file) {
        try (Session worker = kept.open();
                Session asking = kept.open()) {
            List<Aside> asides = List.copyOf(since.carrying().partial().asides().values());
            CatchUp catchUp;
            Swap done;
            try {
                promoter.prepare();
                asides.forEach(aside -> aside.create(worker));
                catchUp = catchUp(worker, journal);
                Pursuit pursuit = new Pursuit(
                        since.tail(),
                        catchUp,
                        worker,
                        asking,
                        promoter::pulse,
                        spec.promotion().budget(),
                        notes);
                pursue(pursuit, kept, worker);
                caller.at(Moment.BEFORE_SWAP, Optional.empty(), Optional.empty());
                lock.confirm();
                keep(worker);
                done = new Swap(
                        List.of(new Swap.Part(promoter, pursuit, catchUp, since.tail())), spec.promotion(), notes);
                done.run();
            } catch (RuntimeException e) {
                RuntimeException told = new Undoing("rollback", ErrorCode.ROLLBACK_UNDONE).of(e, promoter);
                clear(asides, worker);
                caller.failed(told, notes);
                throw told;
            }
            notes.accept("swapped: " + found.live().name() + " has its former tables");
            after(() -> caller.at(Moment.AFTER_SWAP, Optional.empty(), Optional.empty()));
            after(promoter::finish);
            after(() -> troubles.addAll(promoter.brokenViews()));
            after(() -> troubles.addAll(
                    new Sweep(found.live().name(), swap.previous()).late(worker, asking, since.tail(), catchUp)));
            Left left = left(asking, file, done);
            after(() -> statuses(worker));
            after(() -> emptied(found.kept().name(), worker));
            return left;
        }
    }

    private void pursue(Pursuit pursuit, Server kept, Session worker) {
        pursuit.owe(since.first());
        pursuit.closeIn();
        references(worker);
        notes.accept("proving that what was written since is in the tables that come back");
        try (Session snapshot = kept.open()) {
            pursuit.prove(snapshot);
        }
    }

    private CatchUp catchUp(Session worker, Journal journal) {
        Carrying carrying = since.carrying();
        return new CatchUp(
                worker,
                carrying.tables(),
                carrying.columns(),
                new Cascades(found.live(), carrying.tables()),
                RuleReplay.none(spec, found.kept(), begun),
                journal,
                carrying.partial());
    }

    /** Rows that rules had removed are there again, and what they point at may have gone since. */
    private void references(Session session) {
        List<String> orphans = new ReferenceChecker(session, found.kept())
                .check(List.of()).stream()
                        .filter(result -> result.fatal() && !result.holds())
                        .map(CheckResult::id)
                        .toList();
        if (orphans.isEmpty()) {
            return;
        }
        String problem = "With what was written since the swap, rows of the tables that come back point nowhere: "
                + String.join(", ", orphans) + ".";
        if (!acceptsLoss) {
            throw new RefusedException(
                    ErrorCode.ROLLBACK_LOSS,
                    problem,
                    "Look at these rows in " + found.kept().name()
                            + "; with --accept-loss they come back as they are.");
        }
        notes.accept(problem);
    }

    /** Notes in the database that is to keep the live tables what it takes to take the rollback back. */
    private void keep(Session session) {
        KeptLog log = new KeptLog(session, swap.previous());
        log.begin(new KeptRecord(
                swap.previous(),
                swap.id(),
                swap.runId(),
                spec.name(),
                swap.live(),
                found.kept().name(),
                KeptRecord.Kind.ROLLBACK,
                session.server().binaryLogPosition(session).orElse("")));
        List<KeptCode> code = new ArrayList<>(WayBack.code(found.live(), found.kept()));
        found.stay().forEach(code::add);
        log.code(code);
        log.tables(found.terms().values().stream()
                .map(one -> new ReturnTerms(
                        one.name(),
                        found.live()
                                .table(one.name())
                                .map(table -> Fingerprint.ofTable(table.createSql()))
                                .orElse(""),
                        one.treatment(),
                        one.columns(),
                        one.why()))
                .collect(Collectors.toList()));
    }

    /** Writes the rows to the file that were not carried back; those who could write them have other tables now. */
    private Left left(Session session, LeftFile file, Swap done) {
        long[] rows = {0};
        List<Path> written = new ArrayList<>();
        if (!losses.list().isEmpty()) {
            after(() -> {
                file.head(
                        spec.name(),
                        swap.live(),
                        swap.previous(),
                        found.record().title(),
                        losses.list());
                LeftRows left =
                        new LeftRows(session, found.live(), found.kept(), swap.previous(), losses, since.history());
                rows[0] = left.read(file::row);
                written.add(file.finish());
            });
        }
        return new Left(rows[0], written.stream().findFirst(), done);
    }

    /** Gives events that stayed the status that they had. */
    private void statuses(Session session) {
        found.stay().forEach(one -> {
            String then = found.statuses().getOrDefault(one.name(), "");
            if (!then.isEmpty() && !then.equals(one.status())) {
                session.execute(
                        "give an event its former status",
                        "ALTER EVENT " + Names.quote(found.live().name(), one.name()) + " " + then);
            }
        });
    }

    /** Drops the database whose tables are live again, unless something else is in it. */
    static void emptied(String database, Session session) {
        long others = session.number(
                "see what is left in " + database,
                "SELECT (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = " + Names.literal(database)
                        + " AND LEFT(TABLE_NAME, 9) <> '_dbmerge_') + (SELECT COUNT(*) FROM information_schema.ROUTINES"
                        + " WHERE ROUTINE_SCHEMA = " + Names.literal(database)
                        + ") + (SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = "
                        + Names.literal(database) + ")");
        if (others == 0) {
            session.execute("drop the database whose tables are live again", "DROP DATABASE " + Names.quote(database));
        }
    }

    private void clear(List<Aside> asides, Session session) {
        if (session.alive()) {
            after(() -> asides.forEach(aside -> aside.drop(session)));
        }
    }

    private void after(Runnable work) {
        try {
            work.run();
        } catch (MergeException e) {
            troubles.add(e.problem() + " " + e.remedy());
        }
    }
}
