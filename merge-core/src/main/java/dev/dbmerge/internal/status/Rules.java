package dev.dbmerge.internal.status;

import dev.dbmerge.internal.backup.Backup;
import dev.dbmerge.internal.backup.StoredBackup;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.promote.KeptDatabases.Kept;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.Holding;
import dev.dbmerge.report.Holding.Fate;
import dev.dbmerge.report.Holding.Kind;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Says what becomes of each thing that is found: it stays, it is to be dropped, or something keeps it from that. */
final class Rules {
    private final MergeSpec spec;
    private final Session session;
    private final boolean together;
    private final Optional<PromotionRecord> open;
    private final Instant now;

    /**
     * Makes them.
     *
     * @param session on the server of the live database
     * @param together whether the target is on that server, whose account then may drop there
     * @param open a promotion or rollback that did not end
     */
    Rules(MergeSpec spec, Session session, boolean together, Optional<PromotionRecord> open, Instant now) {
        this.spec = spec;
        this.session = session;
        this.together = together;
        this.open = open;
        this.now = now;
    }

    /** Says it of previous tables, of which so many databases are later. */
    Holding kept(Kept kept, int later) {
        Holding holding = new Holding(
                Kind.KEPT,
                kept.name(),
                Optional.of(kept.since()),
                OptionalLong.of(kept.bytes()),
                kept.tables(),
                Fate.STAYS,
                "one of the latest " + spec.promotion().keep());
        Optional<String> why = kept.tables() == 0
                ? Optional.of("it holds no table")
                : later >= spec.promotion().keep()
                        ? Optional.of("promote.keep is " + spec.promotion().keep())
                        : tooOld(holding);
        return why.map(reason -> dropped(holding, reason)).orElse(holding);
    }

    private Holding dropped(Holding holding, String reason) {
        if (open.isPresent()) {
            return held(holding, reason, "a promotion or rollback has not ended");
        }
        if (!together) {
            return held(holding, reason, "the target's account is on another server, and production's drops nothing");
        }
        if (Stream.of(spec.staging(), spec.production(), spec.target())
                .map(Database::schema)
                .anyMatch(holding.name()::equalsIgnoreCase)) {
            return held(holding, reason, "the spec names it");
        }
        return new Uses(session)
                .of(holding.name())
                .map(use -> held(holding, reason, use))
                .orElseGet(() -> holding.with(Fate.DROPPED, reason));
    }

    private static Holding held(Holding holding, String reason, String obstacle) {
        return holding.with(Fate.HELD, reason + ", but " + obstacle);
    }

    private Optional<String> tooOld(Holding holding) {
        return spec.retention()
                .filter(most ->
                        holding.age(now).filter(age -> age.compareTo(most) > 0).isPresent())
                .map(most -> "retention is " + text(most));
    }

    private static String text(Duration time) {
        return time.toHours() % 24 == 0
                ? time.toDays() + (time.toDays() == 1 ? " day" : " days")
                : time.toHours() + (time.toHours() == 1 ? " hour" : " hours");
    }

    /** Says it of the target. */
    Holding target(Holding target, Optional<RunRecord> run, JournalReader journal) {
        if (run.isEmpty()) {
            return target.with(Fate.STAYS, "dbmerge did not make it");
        }
        Optional<String> why = tooOld(target);
        if (why.isEmpty()) {
            return target.with(Fate.STAYS, "the latest run's; the next run replaces it");
        }
        if (open.isPresent()) {
            return held(target, why.get(), "a promotion or rollback has not ended");
        }
        if (!run.get().spec().equals(spec.name())) {
            return held(target, why.get(), "the spec " + run.get().spec() + " made it");
        }
        if (!journal.madeByDbmerge()) {
            return held(target, why.get(), journal.useSince().orElse("it was made under another name"));
        }
        return target.with(Fate.DROPPED, why.get());
    }

    /** Says it of the sentry of a swap. */
    Holding sentry(Holding sentry) {
        return others(sentry, "TABLE_NAME NOT IN ('a', 'b')") > 0
                ? sentry.with(Fate.STAYS, "dbmerge did not make it")
                : dropped(sentry, "no swap needs it");
    }

    /** Says it of the proof of a backup. */
    Holding proof(Holding proof) {
        boolean marked = others(proof, "TABLE_NAME = " + Names.literal(Backup.proofMark())) > 0;
        return proof.tables() > 0 && !marked
                ? proof.with(Fate.STAYS, "dbmerge did not make it")
                : dropped(proof, "its process ended before it was dropped");
    }

    private long others(Holding holding, String which) {
        return session.number(
                "see whose " + holding.name() + " is",
                "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = " + Names.literal(holding.name())
                        + " AND " + which);
    }

    /** Says it of a complete backup. */
    Holding backup(StoredBackup backup, Optional<String> obstacle) {
        Holding holding = new Holding(
                Kind.BACKUP,
                backup.folder().toString(),
                Optional.of(backup.taken()),
                OptionalLong.of(backup.bytes()),
                backup.tables(),
                Fate.STAYS,
                spec.retention().isPresent() ? "within the retention" : "no retention is set");
        return tooOld(holding)
                .map(why ->
                        obstacle.map(stop -> held(holding, why, stop)).orElseGet(() -> holding.with(Fate.DROPPED, why)))
                .orElse(holding);
    }
}
