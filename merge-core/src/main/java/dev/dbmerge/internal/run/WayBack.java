package dev.dbmerge.internal.run;

import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.capture.WatchedTable;
import dev.dbmerge.internal.catchup.KeptTable;
import dev.dbmerge.internal.catchup.LiveTable;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowHash;
import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.journal.KeptCode;
import dev.dbmerge.internal.journal.ReturnTerms;
import dev.dbmerge.internal.journal.ReturnTerms.Treatment;
import dev.dbmerge.internal.mapping.SameType;
import dev.dbmerge.internal.rollback.Carrying;
import dev.dbmerge.internal.schema.CodeComparison;
import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Step.CodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds out, when a target is promoted, what a rollback may carry back of what is written to its tables afterwards. */
record WayBack(BothSides known) {
    static final String STAGINGS = "its rows are staging's";
    static final String NEW = "it is not among the tables that come back";

    /** Gives it table by table, those included that leave and do not come. */
    List<ReturnTerms> tables(Session session) {
        List<ArchiveRecord> archives = new JournalReader(session, known.target().name()).archives();
        Set<String> names = new TreeSet<>(known.live().tables().keySet());
        names.addAll(known.target().tables().keySet());
        return names.stream()
                .map(name -> {
                    ReturnTerms terms = terms(name, archives, session);
                    String form = known.live()
                            .table(name)
                            .map(table -> Fingerprint.ofTable(table.createSql()))
                            .orElse("");
                    return new ReturnTerms(name, form, terms.treatment(), terms.columns(), terms.why());
                })
                .toList();
    }

    /** Says what a rollback would lose of what is written after the promotion. */
    String reversible(Session session) {
        Map<String, ReturnTerms> terms = new TreeMap<>();
        tables(session).forEach(one -> terms.put(one.name(), one));
        return Carrying.of(known.target(), known.live(), terms, new DirtyKeys()).reversible();
    }

    /** Gives the views, routines and events that are live, and which of them stay. */
    static List<KeptCode> code(Schema live, Schema target) {
        CodeComparison comparison = new CodeComparison(live, target);
        Map<String, String> statuses = CodeWriter.eventStatuses(live);
        return live.code().stream()
                .filter(object -> object.kind() != CodeKind.TRIGGERS)
                .map(object -> new KeptCode(
                        object.kind(),
                        object.name(),
                        comparison
                                .counterpart(object)
                                .filter(other -> comparison.sayTheSame(object, other))
                                .isPresent(),
                        object.kind() == CodeKind.EVENTS ? statuses.getOrDefault(object.name(), "") : ""))
                .toList();
    }

    private ReturnTerms terms(String name, List<ArchiveRecord> archives, Session session) {
        Optional<Table> old = known.live().table(name);
        if (old.isEmpty()) {
            return none(name, NEW);
        }
        Optional<KeptTable> kept =
                known.kept().stream().filter(table -> table.name().equals(name)).findFirst();
        if (kept.isPresent()) {
            return kept.get().frozen().isEmpty()
                    ? new ReturnTerms(
                            name,
                            "",
                            Treatment.COLUMNS,
                            kept.get().columns().stream().map(Column::name).toList(),
                            "")
                    : none(name, kept.get().frozen());
        }
        return known.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .map(table -> overlaid(table, old.get(), archives, session))
                .orElseGet(() -> none(name, STAGINGS));
    }

    private ReturnTerms overlaid(LiveTable table, Table old, List<ArchiveRecord> archives, Session session) {
        String name = table.name();
        if (table.way() == LiveTable.Way.FROZEN) {
            return none(name, table.why());
        }
        Transfer transfer = table.transfer();
        if (!transfer.relation().from().equals(Names.quote(known.live().name(), name))) {
            return none(name, "its rows come from a query or another table");
        }
        Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        transfer.fields().stream()
                .filter(field -> !field.exact() || !field.plain().equals(Names.quote(field.column())))
                .forEach(field -> own.add(field.column()));
        boolean whole = own.isEmpty() && transfer.relation().where().isEmpty() && alike(old, table.target());
        for (ArchiveRecord archive : archives) {
            if (archive.table().equals(name)) {
                whole &= session.number(
                                "look at what a rule did to " + name,
                                "SELECT 1 FROM " + Names.quote(known.target().name(), archive.archiveTable())
                                        + " LIMIT 1")
                        == 0;
                own.addAll(changed(session, archive, table.target()));
            }
        }
        if (whole) {
            return new ReturnTerms(name, "", Treatment.ALL, List.of(), "");
        }
        List<String> key = table.target().primaryKey().map(Key::columns).orElse(List.of());
        boolean keyed = WatchedTable.of(table.target()).keyed() && key.stream().noneMatch(own::contains);
        return keyed
                ? new ReturnTerms(name, "", Treatment.BY_KEY, List.copyOf(own), "")
                : none(name, "its rows are not told by a primary key that both sides have");
    }

    private static boolean alike(Table one, Table other) {
        return one.writtenColumns().size() == other.writtenColumns().size()
                && one.writtenColumns().stream()
                        .allMatch(column -> other.column(column.name())
                                .filter(theirs -> SameType.of(column, theirs) && !theirs.generated())
                                .isPresent());
    }

    /** Gives the columns of which rules changed a value. */
    private List<String> changed(Session session, ArchiveRecord archive, Table table) {
        String from = Names.quote(known.target().name(), archive.archiveTable());
        String image = Names.quote(ArchiveRecord.IMAGE_COLUMN);
        List<Column> columns = table.writtenColumns();
        String key = table.primaryKey().map(Key::columns).orElse(List.of()).stream()
                .map(column -> Names.quote("b", column) + " = " + Names.quote("a", column))
                .collect(Collectors.joining(" AND "));
        if (key.isEmpty()) {
            return List.of();
        }
        String differ = columns.stream()
                .map(column -> "MAX(" + value("b", column) + " <> " + value("a", column) + ")")
                .collect(Collectors.joining(", "));
        var row = session.fetchPlain(
                "look at what a rule changed in " + table.name(),
                "SELECT " + differ + " FROM " + from + " AS b JOIN " + from + " AS a ON " + key + " WHERE b." + image
                        + " = 'before' AND a." + image + " = 'after'");
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Integer other = row.get(i, Integer.class);
            if (other != null && other != 0) {
                changed.add(columns.get(i).name());
            }
        }
        return changed;
    }

    private static String value(String reference, Column column) {
        return RowHash.value(Names.quote(reference, column.name()), RowHash.isLong(column));
    }

    private static ReturnTerms none(String name, String why) {
        return new ReturnTerms(name, "", Treatment.NONE, List.of(), why);
    }
}
