package dev.dbmerge.internal.run;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.MergeHook;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.promote.Promoter;
import dev.dbmerge.internal.promote.Swap;
import dev.dbmerge.internal.promote.WayChoice;
import dev.dbmerge.internal.rollback.Losses;
import dev.dbmerge.internal.run.RollbackCheck.Found;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.NamedLock;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.LeftFile;
import dev.dbmerge.report.RollbackPreview;
import dev.dbmerge.report.RollbackReport;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes a promotion back by its own protocol, roles exchanged: the database that keeps the former tables is the target, and what was
 * written since the swap is laid over there.
 */
public final class RollbackRun {
    private final MergeSpec spec;
    private final Servers servers;
    private final PromotionTerms terms;
    private final List<MergeHook> hooks;
    private final MergeListener listener;
    private final Server server;
    private final Instant begun = Instant.now();
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<String> troubles = new ArrayList<>();

    public RollbackRun(
            MergeSpec spec, Servers servers, PromotionTerms terms, List<MergeHook> hooks, MergeListener listener) {
        this.spec = spec;
        this.servers = servers;
        this.terms = terms;
        this.hooks = List.copyOf(hooks);
        this.listener = listener;
        this.server = servers.target();
    }

    /** Tells what {@link #rollback} would do; nothing is touched. */
    public RollbackPreview preview() {
        try (Session session = server.open()) {
            Found found = found(session);
            WayChoice way = way(session);
            try (Since since = Since.open(server, session, found, terms.acceptsLoss())) {
                Losses losses = new Losses(since.carrying(), since.first(), true);
                return new RollbackPreview(
                        spec.name(),
                        found.live().name() + " on " + server.version() + " at " + server.address(),
                        found.live().name(),
                        found.kept().name(),
                        found.record().title(),
                        found.record().runId(),
                        way.text(),
                        reversible(since, losses, found),
                        since.first().count(),
                        since.carrying().text(),
                        since.carrying().losses().entrySet().stream()
                                .map(loss -> loss.getValue().text(loss.getKey()))
                                .toList(),
                        new Missed(found.live(), found.kept()).list(),
                        Swap.blockers(session, spec.promotion().lockWait()));
            }
        }
    }

    private static String reversible(Since since, Losses losses, Found found) {
        if (!since.known()) {
            return "lossy (everything that was written since " + found.record().title() + ")";
        }
        List<String> list = losses.list();
        return list.isEmpty() ? "yes" : "lossy (" + String.join("; ", list) + ")";
    }

    private Found found(Session session) {
        if (spec.production().dump().isPresent() || !servers.production().isSameAs(server)) {
            throw RollbackCheck.refused(
                    "The target's server is not that of the live database, where a promotion would have kept its tables.",
                    "Name the live database under production, and leave url out under target.");
        }
        Found found = new RollbackCheck(spec, session).find();
        PromotionCheck check = new PromotionCheck(spec, servers, session);
        check.rights(found.live(), found.kept(), found.settings());
        check.followable(found.settings());
        return found;
    }

    private WayChoice way(Session session) {
        return WayChoice.of(terms.way(), server.version(), Grants.read(session), List.of());
    }

    /**
     * Swaps back.
     *
     * @throws RefusedException when that cannot be, or would lose what nobody accepted; the live database is as before
     * @throws MergeException when it failed; its code says what became of the live database
     */
    public RollbackReport rollback() {
        try (NamedLock lock = NamedLock.take(server);
                Session session = server.open()) {
            lock.endOthers();
            lock.markSessions();
            Found found = found(session);
            WayChoice way = way(session);
            note(way.text());
            PromotionRecord swap = new PromotionRecord(
                    UUID.randomUUID().toString(),
                    found.record().runId(),
                    found.live().name(),
                    new PreviousName(session).of(found.live().name(), begun),
                    way.way().text(),
                    PromotionRecord.State.BEGUN);
            HookCaller caller = new HookCaller(spec, found.record().runId(), hooks, Optional.empty()).ofRollback();
            Path file = file(swap.previous());
            try (Server kept = server.sharedBy("target", found.kept().name());
                    Since since = Since.open(server, session, found, terms.acceptsLoss());
                    LeftFile left = LeftFile.create(file)) {
                lock.markSessions(kept);
                if (!since.known()) {
                    note("What was written since " + found.record().title() + " is not known, and is not carried back; "
                            + swap.previous() + " has it.");
                }
                Losses losses = new Losses(since.carrying(), since.first(), terms.acceptsLoss());
                losses.confirm();
                since.tail().onTake(losses);
                new PromotionLog(session, found.kept().name()).makeTables();
                try (Journal journal = Journal.open(kept, found.record().runId());
                        Promoter promoter = promoter(kept, found, swap, way)) {
                    promoter.admit();
                    SwapBack back = new SwapBack(
                            spec, terms.acceptsLoss(), begun, found, since, losses, swap, caller, this::note, troubles);
                    return report(back, way, promoter, back.run(kept, promoter, journal, lock, left));
                }
            }
        }
    }

    private Promoter promoter(Server kept, Found found, PromotionRecord swap, WayChoice way) {
        return new Promoter(
                kept,
                found.live(),
                found.kept(),
                swap,
                way,
                found.statuses(),
                found.live().tables().keySet());
    }

    private Path file(String previous) {
        return spec.file().toAbsolutePath().resolveSibling(previous.replaceAll("[^A-Za-z0-9_.-]", "_") + ".left.jsonl");
    }

    private void note(String note) {
        notes.add(note);
        listener.noted(note);
    }

    private RollbackReport report(SwapBack back, WayChoice way, Promoter promoter, SwapBack.Left left) {
        Found found = back.found();
        PromotionRecord swap = back.swap();
        return new RollbackReport(
                spec.name(),
                swap.runId(),
                found.live().name() + " on " + server.version() + " at " + server.address(),
                found.record().title(),
                found.kept().name(),
                swap.previous(),
                way.text(),
                begun,
                Duration.between(begun, Instant.now()),
                promoter.tables(),
                back.losses().carried(),
                left.rows(),
                left.file(),
                back.losses().list(),
                left.swap().attempts(),
                left.swap().blocked(),
                left.swap().longestBlocked(),
                troubles,
                List.copyOf(notes));
    }
}
