package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.cleanup.Archive.Image;
import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.reference.RowTypes;
import dev.dbmerge.internal.reference.TypeFilter;
import dev.dbmerge.internal.reference.TypeNames;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Kind;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down what {@link RuleRunner} and {@link OrphanRunner} run, one after the other, and runs none of it.
 *
 * <p>What depends on the rows is taken for the case in which there are some: a reference has orphans, a cascade takes rows along.
 */
public final class CleanupScript {
    private final Schema target;
    private final Cascade cascade;
    private final OrphanRules orphans;
    private final Instant pinnedAt;
    private final List<ArchiveRecord> archives = new ArrayList<>();

    /**
     * Makes the script.
     *
     * @param target the structure that the rules will find
     * @param references the spec's
     * @param types what the target's rows will name
     * @param pinnedAt what NOW() stands for in the rules
     */
    public CleanupScript(Schema target, List<Reference> references, RowTypes types, Instant pinnedAt) {
        this.target = target;
        this.cascade = new Cascade(target);
        this.orphans = new OrphanRules(target, references, types);
        this.pinnedAt = pinnedAt;
    }

    /** Gives the archives of what was written down so far. */
    public List<ArchiveRecord> archives() {
        return List.copyOf(archives);
    }

    /**
     * Gives the statements of one rule.
     *
     * @param notes is told what depends on the rows
     */
    public List<String> rule(CleanupRule rule, List<String> notes) {
        List<String> sql = new ArrayList<>(List.of(RuleRunner.WATCH_FOREIGN_KEYS));
        Set<String> open = new HashSet<>();
        for (OrphanRules.Rows holding : orphans.before(rule)) {
            if (open.add(holding.reference().text())) {
                notes.add("what holds on to its rows goes first, as the spec says of "
                        + holding.reference().text());
                sql.addAll(apply(holding, open, notes));
            }
        }
        sql.addAll(applied(rule, notes));
        return sql;
    }

    /**
     * Gives the statements that settle the references of one column, or of several that point together.
     *
     * @param notes is told what depends on the rows
     */
    public List<String> orphans(String table, List<String> columns, List<String> notes) {
        notes.add("asked again, and with it what was settled before, until nothing is found; this is the first turn");
        notes.add("where a count is 0, what follows for these rows is left out, and later archives have lower numbers");
        List<String> sql = new ArrayList<>(List.of(RuleRunner.WATCH_FOREIGN_KEYS));
        for (Reference reference : orphans.settle(table, columns)) {
            if (reference.table().equals(table) && reference.columns().equals(columns)) {
                typed(reference, notes).ifPresent(sql::add);
                sql.addAll(apply(orphans.nowhere(reference), new HashSet<>(), notes));
            } else {
                sql.addAll(counted(orphans.nowhere(reference)));
            }
        }
        return sql;
    }

    private Optional<String> typed(Reference reference, List<String> notes) {
        Table table = target.table(reference.table()).orElseThrow();
        Optional<Column> type = TypeFilter.typeColumn(table, reference.columns());
        type.ifPresent(found -> notes.add("which rows are meant says " + found.name()
                + ": the names in the sources stand here, the run asks for the target's"));
        return type.map(found -> TypeNames.query(Names.quote(target.name(), table.name()), found));
    }

    private List<String> apply(OrphanRules.Rows rows, Set<String> open, List<String> notes) {
        List<String> sql = new ArrayList<>(counted(rows));
        for (OrphanRules.Rows others : orphans.before(rows)) {
            if (open.add(others.reference().text())) {
                sql.addAll(apply(others, open, notes));
            }
        }
        sql.addAll(applied(orphans.rule(rows), notes));
        return sql;
    }

    private List<String> counted(OrphanRules.Rows rows) {
        return List.of(PinnedTime.statement(pinnedAt), rows.count(), PinnedTime.UNPIN);
    }

    private List<String> applied(CleanupRule rule, List<String> notes) {
        CleanupStatement statement = CleanupStatement.parse(rule.sql());
        for (Target aim : statement.targets()) {
            if (target.table(aim.table()).isEmpty()) {
                notes.add(aim.table() + " is there when the fixes have made it; so is its archive");
                return List.of(statement.text());
            }
        }
        return new Application(rule, statement).statements(notes);
    }

    /** One rule with its archives. */
    private final class Application {
        private final CleanupStatement statement;
        private final Map<String, ArchiveSql> tables = new LinkedHashMap<>();
        private final Set<String> own = new LinkedHashSet<>();
        private final Image found;
        private final List<String> sql = new ArrayList<>();

        Application(CleanupRule rule, CleanupStatement statement) {
            this.statement = statement;
            this.found = statement.kind() == Kind.DELETE ? Image.REMOVED : Image.BEFORE;
            statement.targets().forEach(aim -> own.add(aim.table()));
            for (String table : cascade.archived(statement)) {
                String name = Journal.archiveName(archives.size() + 1L);
                archives.add(new ArchiveRecord(rule.id(), table, name));
                tables.put(table, new ArchiveSql(target.name(), target.tables().get(table), name));
            }
        }

        List<String> statements(List<String> notes) {
            boolean transaction = tables.keySet().stream()
                    .allMatch(table -> target.tables().get(table).transactional());
            tables.values().forEach(archive -> sql.add(archive.create()));
            sql.add(PinnedTime.statement(pinnedAt));
            if (transaction) {
                sql.add(RuleRunner.ISOLATION);
                sql.add(Session.beginning());
            }
            find(notes);
            sql.add(statement.text());
            prove();
            if (transaction) {
                sql.addAll(Session.committing());
            }
            sql.add(PinnedTime.UNPIN);
            drop(notes);
            return sql;
        }

        private void find(List<String> notes) {
            tables.values().forEach(archive -> sql.add(archive.tableRows()));
            Set<String> searched = new HashSet<>();
            for (Target aim : statement.targets()) {
                ArchiveSql archive = tables.get(aim.table());
                if (searched.add(aim.table()) || !archive.keyed()) {
                    sql.add(archive.addFound(statement, aim, found));
                } else {
                    sql.add(archive.countFoundAgain(statement, aim));
                    sql.add(archive.addFoundAnew(statement, aim, found));
                }
            }
            if (statement.kind() == Kind.DELETE) {
                countOwn();
                addChildren(notes);
            }
            countOwn();
        }

        private void countOwn() {
            own.forEach(table -> sql.add(tables.get(table).count(found)));
        }

        private void addChildren(List<String> notes) {
            Set<ForeignKey> added = new HashSet<>();
            Set<String> repeated = new LinkedHashSet<>();
            cascade.archive(tables.keySet(), (parent, key, image) -> {
                sql.add(tables.get(key.table()).addChildren(key, tables.get(parent), image));
                boolean circle = cascade.comesBackTo(Set.of(key.table()));
                if (circle) {
                    repeated.add(key.table());
                }
                return added.add(key) || !circle ? 1 : 0;
            });
            if (!repeated.isEmpty()) {
                notes.add("the rows of " + String.join(", ", repeated)
                        + " that go along are added to the archive again until there are no more");
            }
        }

        private void prove() {
            for (ArchiveSql archive : tables.values()) {
                sql.add(archive.addAfter());
                sql.add(archive.dropUnchanged());
            }
            for (ArchiveSql archive : tables.values()) {
                sql.add(archive.count(Image.REMOVED));
                sql.add(archive.count(Image.AFTER));
                sql.add(archive.tableRows());
            }
            tables.values().stream().filter(ArchiveSql::keyed).forEach(archive -> sql.add(archive.stillThere()));
            tables.values().forEach(archive -> sql.add(archive.rows()));
        }

        private void drop(List<String> notes) {
            List<String> others = tables.keySet().stream()
                    .filter(table -> !own.contains(table))
                    .toList();
            others.forEach(table -> sql.add(tables.get(table).rows()));
            if (!others.isEmpty()) {
                notes.add("an archive of " + String.join(", ", others) + " that stays empty is dropped again");
            }
        }
    }
}
