package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.journal.KeptCode;
import dev.dbmerge.internal.journal.KeptLog;
import dev.dbmerge.internal.journal.KeptRecord;
import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.journal.ReturnTerms;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.survey.Settings;
import dev.dbmerge.plan.Step.CodeKind;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the swap that a rollback takes back, and refuses where it cannot be, before anything is touched. */
final class RollbackCheck {
    private final MergeSpec spec;
    private final Session session;

    /** Makes it; the session is on the live server. */
    RollbackCheck(MergeSpec spec, Session session) {
        this.spec = spec;
        this.session = session;
    }

    /**
     * What a rollback knows before it begins.
     *
     * @param record of the swap that is taken back
     * @param terms by table
     * @param code that was live before the swap
     * @param live the live database, without the stored code that stays
     * @param kept the database that keeps the former tables
     * @param stay the live code that stays
     */
    record Found(
            KeptRecord record,
            Map<String, ReturnTerms> terms,
            List<KeptCode> code,
            Schema live,
            Schema kept,
            List<KeptCode> stay,
            Settings settings) {
        /** Gives the status that each event is to have. */
        Map<String, String> statuses() {
            Map<String, String> statuses = new TreeMap<>();
            code.stream()
                    .filter(one -> one.kind() == CodeKind.EVENTS)
                    .forEach(event -> statuses.put(event.name(), event.status()));
            return statuses;
        }
    }

    /** Looks. */
    Found find() {
        String live = spec.production().schema();
        open(live).ifPresent(open -> {
            throw refused("A " + open + " of " + live + " did not end.", "Run dbmerge recover first.");
        });
        List<KeptRecord> records = KeptLog.of(session, live);
        if (records.isEmpty()) {
            throw refused(
                    "No database on " + session.server().address() + " says that it keeps the former tables of " + live
                            + ": it was not promoted, or that was dropped.",
                    "Where a backup was made, restore that.");
        }
        KeptRecord record = records.get(0);
        if (!record.spec().equals(spec.name())) {
            throw refused(
                    live + " was promoted last by the spec " + record.spec() + ", not by " + spec.name() + ".",
                    "Name that spec by --config.");
        }
        KeptLog log = new KeptLog(session, record.database());
        Schema kept = SchemaReader.read(session, record.database());
        unaltered(record, kept, log.tables());
        Schema now = SchemaReader.read(session, live);
        Set<String> stays = log.code().stream()
                .filter(KeptCode::stays)
                .map(one -> one.kind() + " " + one.name())
                .collect(Collectors.toSet());
        List<KeptCode> stay = WayBack.code(now, now).stream()
                .filter(one -> stays.contains(one.kind() + " " + one.name()))
                .toList();
        return new Found(record, log.tables(), log.code(), without(now, stays), kept, stay, Settings.read(session));
    }

    private static Schema without(Schema live, Set<String> stays) {
        return new Schema(
                live.name(),
                live.charset(),
                live.collation(),
                live.tables(),
                live.code().stream()
                        .filter(object -> !stays.contains(object.kind() + " " + object.name()))
                        .toList(),
                live.hidden(),
                live.uncopied(),
                live.sequences());
    }

    /** Names what did not end. */
    private Optional<String> open(String live) {
        boolean promotion = new PromotionLog(session, session.server().schema())
                .latest()
                .filter(PromotionRecord::open)
                .filter(open -> open.live().equalsIgnoreCase(live))
                .isPresent();
        return promotion
                ? Optional.of("promotion")
                : openRollback(session, live).map(database -> "rollback to " + database);
    }

    /** Gives the database of a rollback that did not end. */
    static Optional<String> openRollback(Session session, String live) {
        return KeptLog.journals(session, live).stream()
                .filter(database -> new PromotionLog(session, database)
                        .latest()
                        .filter(PromotionRecord::open)
                        .isPresent())
                .findFirst();
    }

    private static void unaltered(KeptRecord record, Schema kept, Map<String, ReturnTerms> terms) {
        Set<String> names = new TreeSet<>(kept.tables().keySet());
        terms.values().stream().filter(one -> !one.form().isEmpty()).forEach(one -> names.add(one.name()));
        List<String> altered = new ArrayList<>();
        for (String name : names) {
            String then =
                    Optional.ofNullable(terms.get(name)).map(ReturnTerms::form).orElse("");
            String now = kept.table(name)
                    .map(table -> Fingerprint.ofTable(table.createSql()))
                    .orElse("");
            if (!then.equals(now)) {
                altered.add(name + (now.isEmpty() ? " is gone" : then.isEmpty() ? " was made" : " was altered"));
            }
        }
        if (!altered.isEmpty()) {
            throw refused(
                    record.database() + ", which keeps the former tables of " + record.live()
                            + ", is not what the swap left: " + String.join(", ", altered) + ".",
                    "Take that back, then roll back again.");
        }
    }

    static RefusedException refused(String problem, String remedy) {
        return new RefusedException(ErrorCode.NO_WAY_BACK, problem, remedy);
    }
}
