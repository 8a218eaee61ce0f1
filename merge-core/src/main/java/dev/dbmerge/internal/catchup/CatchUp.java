package dev.dbmerge.internal.catchup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.catchup.KeyConditions.Batch;
import dev.dbmerge.internal.cleanup.RowRule;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.copy.Warnings;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.MappedSums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Query;
import org.jooq.impl.DSL;

/**
 * Lays rows that production's writers touched over once more, inside the server, and keeps account of what each table comes to.
 *
 * <p>Rows are deleted and copied by their keys, whatever was done to them, so it does not matter in which order or how often. A table's
 * fingerprint is the sum of production's rows as the mapping gives them; once {@link Proof} has found it equal on both sides, it is
 * kept up row by row.
 */
public final class CatchUp {
    /** Rows that writers change all the time are done in parts of 8 at the end. */
    private static final int TRIES = 7;

    private final String schema;
    private final List<LiveTable> tables;
    private final List<KeptTable> kept;
    private final Cascades cascades;
    private final RuleReplay replay;
    private final Journal journal;
    private final Partial partial;
    private final List<RowRule> rules;
    private final Map<String, MappedSums> sums = new LinkedHashMap<>();
    private final Map<String, RowSum> fingerprints = new TreeMap<>();
    private List<ArchiveRecord> archives;

    /**
     * Prepares it: archives are made where a rule has none.
     *
     * @param session on the target's server
     * @param tables those with production's rows
     * @param kept those with production's values in staging's rows
     * @param cascades finds what foreign keys take along
     * @param journal the target's
     */
    public CatchUp(
            Session session,
            List<LiveTable> tables,
            List<KeptTable> kept,
            Cascades cascades,
            RuleReplay replay,
            Journal journal) {
        this(session, tables, kept, cascades, replay, journal, Partial.NONE);
    }

    /**
     * Prepares it as the other constructor does, for tables of which not all rows are the source's.
     *
     * @param partial which ones
     */
    public CatchUp(
            Session session,
            List<LiveTable> tables,
            List<KeptTable> kept,
            Cascades cascades,
            RuleReplay replay,
            Journal journal,
            Partial partial) {
        this.partial = partial;
        this.cascades = cascades;
        this.schema = session.server().schema();
        this.kept = List.copyOf(kept);
        this.tables = List.copyOf(tables);
        this.replay = replay;
        this.journal = journal;
        this.rules = replay.rowRules(session, journal);
        for (LiveTable table : tables) {
            if (table.way() == LiveTable.Way.FROZEN) {
                continue;
            }
            sums.put(table.name(), new MappedSums(table.target(), table.transfer(), session));
        }
        readArchives(session);
        analyzeArchives(session);
    }

    /** An archive was opened when it was empty, and MariaDB 11.4 scans it for keys until it is told how much came in. */
    private void analyzeArchives(Session session) {
        archives.forEach(archive -> session.execute(
                "let the server know what the archives hold",
                "ANALYZE LOCAL TABLE " + Names.quote(schema, archive.archiveTable())));
    }

    private void readArchives(Session session) {
        archives = new JournalReader(session, schema).archives();
    }

    List<LiveTable> tables() {
        return tables;
    }

    List<KeptTable> kept() {
        return kept;
    }

    /** Prepares a session for {@link #apply}: parents and children come in any order. */
    public void prepare(Session session) {
        session.execute("let go of foreign keys", "SET SESSION foreign_key_checks = 0");
        session.execute("read what is committed", "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
    }

    /**
     * Lays the written rows over again.
     *
     * @param session one that {@link #prepare} saw
     * @param dirty what was written, by production's tables; rows that foreign keys took along are added
     * @return names of tables of which a row came out otherwise than production has it; none as a rule
     */
    public Set<String> apply(Session session, DirtyKeys dirty) {
        follow(session, dirty);
        refuseFrozen(dirty);
        Map<LiveTable, List<Batch>> batches = batches(dirty);
        boolean again = replay.whole() && !batches.isEmpty();
        if (again) {
            replay.undo(session, journal);
            readArchives(session);
            prepare(session);
        }
        Map<LiveTable, List<RowSum>> before = sumsOf(session, batches);
        Map<LiveTable, List<RowSum>> after = new LinkedHashMap<>();
        Set<String> differing = new TreeSet<>();
        session.begin();
        try {
            PinnedTime.during(session, replay.pinnedAt(), () -> {
                batches.forEach((table, some) -> {
                    if (again) {
                        some.forEach(batch -> copy(session, table, batch.condition()));
                    } else {
                        after.put(table, laid(session, table, some, TRIES, differing));
                    }
                });
                kept.forEach(table -> table.apply(session, dirty));
                return 0;
            });
            session.commit();
        } catch (RuntimeException e) {
            rollback(session, e);
            throw e;
        }
        if (again) {
            replay.rerun(session, journal);
            readArchives(session);
            prepare(session);
            batches.forEach((table, some) -> after.put(
                    table,
                    some.stream()
                            .map(batch -> compared(session, table, batch, differing))
                            .toList()));
        }
        before.forEach((table, then) -> account(table.name(), batches.get(table), then, after.get(table)));
        kept.stream()
                .filter(table -> table.differing(session, dirty) > 0)
                .forEach(table -> differing.add(table.name()));
        return differing;
    }

    /**
     * Lays rows over again and compares them at once. Where one was written in between, its batch is laid over once more in two parts,
     * so that the moment in between grows shorter.
     *
     * @param tries how often they are compared
     * @param differing takes the table's name where they still differ
     * @return what each batch comes to in the target
     */
    private List<RowSum> laid(Session session, LiveTable table, List<Batch> batches, int tries, Set<String> differing) {
        List<RowSum> sums = new ArrayList<>();
        for (Batch batch : batches) {
            copy(session, table, batch.condition());
            Set<String> found = new TreeSet<>();
            RowSum sum = compared(session, table, batch, found);
            if (!found.isEmpty() && tries > 1 && !batch.condition().isEmpty()) {
                sum = laid(session, table, batch.halves(), tries - 1, differing).stream()
                        .reduce(RowSum.ZERO, RowSum::plus);
            } else {
                differing.addAll(found);
            }
            sums.add(sum);
        }
        return sums;
    }

    /** Gives what rows come to in the target, and notes the table where production has others. */
    private RowSum compared(Session session, LiveTable table, Batch batch, Set<String> differing) {
        RowSum now = target(session, table, batch.condition());
        if (!now.equals(source(session, table, batch.condition()))) {
            differing.add(table.name());
        }
        return now;
    }

    /** Adds the rows that foreign keys took along with those that were written. */
    void follow(Session session, DirtyKeys dirty) {
        cascades.follow(session, dirty, archives);
    }

    /** Refuses rows of tables that cannot be caught up. */
    private void refuseFrozen(DirtyKeys dirty) {
        Set<String> written = dirty.tables();
        Stream.concat(
                        tables.stream()
                                .filter(table -> table.way() == LiveTable.Way.FROZEN
                                        && table.sources().stream().anyMatch(written::contains))
                                .map(table -> table.name() + ": " + table.why()),
                        kept.stream()
                                .filter(table -> !table.frozen().isEmpty() && written.contains(table.name()))
                                .map(table -> table.name() + ": " + table.frozen()))
                .findFirst()
                .ifPresent(frozen -> {
                    throw new RefusedException(
                            ErrorCode.CAPTURE,
                            "Production wrote rows since the run that cannot be caught up in " + frozen + ".",
                            "Stop the writers, build the target again, then promote it.");
                });
    }

    private static void rollback(Session session, RuntimeException because) {
        try {
            session.rollback();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    /** Gives the rows to do, table by table. */
    private Map<LiveTable, List<Batch>> batches(DirtyKeys dirty) {
        Map<LiveTable, List<Batch>> batches = new LinkedHashMap<>();
        for (LiveTable table : tables) {
            List<Batch> some = KeyConditions.batches(dirty, table.sources(), table.key());
            partial.confirm(table, some, dirty);
            if (!some.isEmpty()) {
                batches.put(table, some);
            }
        }
        return batches;
    }

    private Map<LiveTable, List<RowSum>> sumsOf(Session session, Map<LiveTable, List<Batch>> batches) {
        Map<LiveTable, List<RowSum>> found = new LinkedHashMap<>();
        batches.forEach((table, some) -> {
            if (fingerprints.containsKey(table.name())) {
                found.put(
                        table,
                        some.stream()
                                .map(rows -> target(session, table, rows.condition()))
                                .toList());
            }
        });
        return found;
    }

    private void copy(Session session, LiveTable table, String rows) {
        String where = rows.isEmpty() ? "" : " WHERE " + rows;
        String doing = "catch up with production's " + table.name();
        for (ArchiveRecord archive : archives) {
            if (archive.table().equals(table.name())) {
                session.execute(doing, "DELETE FROM " + Names.quote(schema, archive.archiveTable()) + where);
            }
        }
        partial.aside(table).ifPresent(aside -> aside.before(session, rows));
        session.execute(doing, "DELETE FROM " + Names.quote(schema, table.name()) + where);
        Transfer transfer = partial.filled(table);
        Transfer some =
                rows.isEmpty() ? transfer : transfer.of(transfer.relation().and(rows));
        Query insert = DSL.insertInto(
                        DSL.table(DSL.name(schema, table.name())),
                        some.fields().stream()
                                .map(field -> DSL.field(DSL.name(field.column())))
                                .toList())
                .select(some.serverSideSelect());
        session.in(some.relation().schema(), () -> session.execute(doing, session.render(insert)));
        Warnings.refuse(session, table.name());
        partial.aside(table).ifPresent(aside -> aside.after(session, rows));
        for (RowRule rule : rules) {
            if (rule.table().equals(table.name())) {
                session.in(schema, () -> {
                    rule.apply(session, rows);
                    return 0;
                });
            }
        }
    }

    /** Tells whether all rows of a table are to be the source's. */
    boolean wholly(LiveTable table) {
        return !partial.tables().contains(table.name());
    }

    RowSum target(Session session, LiveTable table, String rows) {
        return sums.get(table.name()).target(session, archives, rows);
    }

    private RowSum source(Session session, LiveTable table, String rows) {
        return sums.get(table.name()).source(session, rows);
    }

    /** Keeps the fingerprint of a table up. */
    private void account(String table, List<Batch> batches, List<RowSum> before, List<RowSum> after) {
        for (int i = 0; i < batches.size(); i++) {
            RowSum sum = batches.get(i).condition().isEmpty()
                    ? after.get(i)
                    : fingerprints.get(table).minus(before.get(i)).plus(after.get(i));
            fingerprints.put(table, sum);
        }
    }

    /** Gives the tables of production that some tables of the target take their rows from. */
    public Set<String> sources(Set<String> names) {
        Set<String> sources = new TreeSet<>();
        tables.stream().filter(table -> names.contains(table.name())).forEach(table -> sources.addAll(table.sources()));
        kept.stream().map(KeptTable::name).filter(names::contains).forEach(sources::add);
        return sources;
    }

    /** Notes what a table comes to. */
    void fingerprint(String table, RowSum sum) {
        fingerprints.put(table, sum);
    }

    /** Gives what a table comes to, production's rows as the mapping gives them; empty until it was proven. */
    public Optional<RowSum> fingerprint(String table) {
        return Optional.ofNullable(fingerprints.get(table));
    }

    /** Gives the tables whose rows are those of one table of production, and that were proven. */
    public Set<String> provenTables() {
        return tables.stream()
                .filter(table -> table.sources().size() == 1
                        && table.sources()
                                .contains(table.transfer().relation().table().name()))
                .map(LiveTable::name)
                .filter(fingerprints::containsKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Gives what sums a table. */
    public MappedSums sums(String table) {
        return sums.get(table);
    }

    /** Sums a table on both sides, some rows left out. */
    List<RowSum> bothSides(Session session, LiveTable table, List<String> without) {
        String rows = without.isEmpty() ? "" : "NOT (" + String.join(") AND NOT (", without) + ")";
        return List.of(source(session, table, rows), target(session, table, rows));
    }

    /**
     * Gives the tables that statements of {@link #apply} name, each as {@code `schema`.`table`} with an alias where one is used: those
     * of the target and its archives first, then production's.
     */
    public List<String> lockedNames() {
        List<String> names = new ArrayList<>();
        for (ArchiveRecord archive : archives) {
            String name = Names.quote(schema, archive.archiveTable());
            names.add(name);
            names.add(name + " AS b");
        }
        kept.forEach(table -> names.addAll(table.lockedNames()));
        partial.asides().values().forEach(aside -> names.addAll(aside.lockedNames()));
        for (RowRule rule : rules) {
            rule.alias().ifPresent(alias -> names.add(Names.quote(schema, rule.table()) + " AS " + Names.quote(alias)));
        }
        return names;
    }
}
