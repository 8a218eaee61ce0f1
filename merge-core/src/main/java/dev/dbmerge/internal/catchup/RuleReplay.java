package dev.dbmerge.internal.catchup;

import dev.dbmerge.internal.cleanup.OrphanRunner;
import dev.dbmerge.internal.cleanup.RowRule;
import dev.dbmerge.internal.cleanup.RuleRunner;
import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Applies a spec's cleanup rules again where production's rows changed.
 *
 * <p>Rules that look at one row at a time are applied to the rows that changed. From the first rule on that looks at more, all are
 * taken back by their archives and run again as a whole, since which rows one leaves decides what the next finds.
 */
public final class RuleReplay {
    private final Schema target;
    private final MergeSpec spec;
    private final Instant pinnedAt;
    private final List<CleanupRule> rows = new ArrayList<>();
    private final List<CleanupRule> sets = new ArrayList<>();
    private final List<Reference> orphans = new ArrayList<>();

    /**
     * Sorts the rules; nothing is asked.
     *
     * @param live names of the target's tables that are caught up
     * @param pinnedAt what NOW() stood for in the run's rules
     */
    public RuleReplay(MergeSpec spec, Schema target, Collection<String> live, Instant pinnedAt) {
        this.spec = spec;
        this.target = target;
        this.pinnedAt = pinnedAt;
        Set<String> words = lower(live.stream());
        for (CleanupRule rule : spec.cleanup()) {
            boolean concerned = !Collections.disjoint(words, reached(rule));
            if (!sets.isEmpty() || concerned && !RowRule.is(rule, target, spec.references())) {
                sets.add(rule);
            } else if (concerned) {
                rows.add(rule);
            }
        }
        List<Reference> settled =
                spec.references().stream().filter(Reference::changesRows).toList();
        boolean concerned = settled.stream()
                .anyMatch(reference ->
                        !Collections.disjoint(words, lower(Stream.of(reference.table(), reference.toTable()))));
        if (concerned || !sets.isEmpty()) {
            orphans.addAll(settled);
        }
    }

    private RuleReplay(MergeSpec spec, Schema target, Instant pinnedAt) {
        this.spec = spec;
        this.target = target;
        this.pinnedAt = pinnedAt;
    }

    /** Applies no rule to anything. */
    public static RuleReplay none(MergeSpec spec, Schema target, Instant pinnedAt) {
        return new RuleReplay(spec, target, pinnedAt);
    }

    /** Gives every word of a rule, and the tables whose rows its foreign keys take along. */
    private Set<String> reached(CleanupRule rule) {
        CleanupStatement statement = CleanupStatement.parse(rule.sql());
        Set<String> words = new HashSet<>(lower(statement.identifiers().stream()));
        boolean grown = true;
        while (grown) {
            grown = words.addAll(target.tables().values().stream()
                    .flatMap(table -> table.foreignKeys().stream())
                    .filter(key ->
                            !key.holds() && words.contains(key.parentTable().toLowerCase(Locale.ROOT)))
                    .map(key -> key.table().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet()));
        }
        return words;
    }

    private static Set<String> lower(Stream<String> names) {
        return names.map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Tells whether there are rules that have to run as a whole. */
    public boolean whole() {
        return !sets.isEmpty() || !orphans.isEmpty();
    }

    /** Names what has to run as a whole, for people. */
    public List<String> wholeRules() {
        return Stream.concat(
                        sets.stream().map(rule -> "rule " + rule.id()),
                        orphans.stream().map(reference -> "orphans of " + reference.text()))
                .toList();
    }

    /** Gives what {@code NOW()} stands for. */
    Instant pinnedAt() {
        return pinnedAt;
    }

    /**
     * Gives the rules that look at one row at a time, in their order, and sees to it that each has an archive.
     *
     * @param session on the target's server
     */
    public List<RowRule> rowRules(Session session, Journal journal) {
        List<ArchiveRecord> archives = new JournalReader(session, target.name()).archives();
        List<RowRule> rules = new ArrayList<>();
        for (CleanupRule rule : rows) {
            String table = CleanupStatement.parse(rule.sql()).targets().get(0).table();
            String archive = archives.stream()
                    .filter(known ->
                            known.rule().equals(rule.id()) && known.table().equals(table))
                    .map(ArchiveRecord::archiveTable)
                    .findFirst()
                    .orElseGet(() -> {
                        String made = journal.archiveTable(rule.id(), table);
                        session.execute("make the archive of " + table, RowRule.createArchive(rule, target, made));
                        return made;
                    });
            rules.add(RowRule.of(rule, target, archive));
        }
        return rules;
    }

    /** Puts back what the rules that run as a whole removed and changed, the last rule first, and drops their archives. */
    void undo(Session session, Journal journal) {
        Set<String> first = rows.stream().map(CleanupRule::id).collect(Collectors.toSet());
        Set<String> others = spec.cleanup().stream()
                .filter(rule -> !sets.contains(rule))
                .map(CleanupRule::id)
                .collect(Collectors.toSet());
        others.addAll(first);
        List<ArchiveRecord> archives = new ArrayList<>(new JournalReader(session, target.name()).archives());
        Collections.reverse(archives);
        for (ArchiveRecord archive : archives) {
            if (!others.contains(archive.rule())) {
                putBack(session, archive);
                session.execute("drop an archive", "DROP TABLE " + Names.quote(target.name(), archive.archiveTable()));
                journal.forgetArchive(archive.rule(), archive.table());
            }
        }
    }

    private void putBack(Session session, ArchiveRecord archive) {
        Table table = target.tables().get(archive.table());
        String name = Names.quote(target.name(), table.name());
        String from = Names.quote(target.name(), archive.archiveTable());
        String columns = Names.quoteAll(
                table.writtenColumns().stream().map(column -> column.name()).toList());
        String doing = "take back what " + archive.rule() + " did to " + table.name();
        String key = table.primaryKey().map(primary -> primary.columns()).orElse(List.of()).stream()
                .map(column -> Names.quote("t", column) + " = " + Names.quote("a", column))
                .collect(Collectors.joining(" AND "));
        if (!key.isEmpty()) {
            // Without a default database no server finds the alias.
            String delete = "DELETE t FROM " + name + " AS t JOIN " + from + " AS a ON " + key
                    + " WHERE a.`_dbmerge_image` = 'after'";
            session.in(target.name(), () -> session.execute(doing, delete));
        }
        session.execute(
                doing,
                "INSERT INTO " + name + " (" + columns + ") SELECT " + columns + " FROM " + from
                        + " WHERE `_dbmerge_image` <> 'after'");
    }

    /** Runs as a whole the rules that have to. */
    void rerun(Session session, Journal journal) {
        Set<String> sources = Set.of(spec.staging().schema(), spec.production().schema());
        RuleRunner runner = new RuleRunner(session, journal, target, sources, pinnedAt);
        OrphanRunner settling = new OrphanRunner(session, target, spec.references(), runner);
        for (CleanupRule rule : sets) {
            settling.release(rule);
            runner.run(rule);
        }
        orphans.stream()
                .map(reference -> new Pointing(reference.table(), reference.columns()))
                .distinct()
                .forEach(pointing -> settling.settle(pointing.table(), pointing.columns()));
    }

    private record Pointing(String table, List<String> columns) {}
}
