package dev.dbmerge.internal.rollback;

import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.capture.WatchedTable;
import dev.dbmerge.internal.catchup.Aside;
import dev.dbmerge.internal.catchup.KeptTable;
import dev.dbmerge.internal.catchup.LiveTable;
import dev.dbmerge.internal.catchup.LiveTable.Way;
import dev.dbmerge.internal.catchup.Partial;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.journal.ReturnTerms;
import dev.dbmerge.internal.journal.ReturnTerms.Treatment;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.SameType;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides table by table what of the rows that were written since a swap goes into the tables that come back.
 *
 * <p>A value is carried where the column is on both sides with the same definition and neither a mapping nor a rule changed its
 * values on the way out. What is not carried is a loss, which stands here by table.
 */
public final class Carrying {
    private static final Set<String> EMPTY_TEXT = Set.of("varchar", "char", "varbinary");

    private final Schema live;
    private final Schema kept;
    private final List<LiveTable> tables = new ArrayList<>();
    private final List<KeptTable> columns = new ArrayList<>();
    private final Set<String> partial = new TreeSet<>();
    private final Map<String, Aside> asides = new TreeMap<>();
    private final Map<String, Loss> losses = new TreeMap<>();

    /**
     * What is lost of the rows that are written to a table.
     *
     * @param columns whose values are; none where all of a row is
     * @param why in a clause; empty where the columns say it
     */
    public record Loss(List<String> columns, String why) {
        public Loss {
            columns = List.copyOf(columns);
        }

        /** Tells whether nothing of a row is carried. */
        public boolean all() {
            return columns.isEmpty();
        }

        /** Gives {@code columns users.a, users.b} or {@code table users (its rows are staging's)}. */
        public String text(String table) {
            return all()
                    ? "table " + table + " (" + why + ")"
                    : (columns.size() == 1 ? "column " : "columns ")
                            + columns.stream()
                                    .map(column -> table + "." + column)
                                    .collect(Collectors.joining(", "));
        }
    }

    private Carrying(Schema live, Schema kept) {
        this.live = live;
        this.kept = kept;
    }

    /**
     * Decides.
     *
     * @param live the tables that are live
     * @param kept those that come back
     * @param terms what the swap noted
     * @param written what was written since, as far as it is known; a table of which the rows are not known cannot be carried unless
     *     all of it can
     */
    public static Carrying of(Schema live, Schema kept, Map<String, ReturnTerms> terms, DirtyKeys written) {
        Carrying carrying = new Carrying(live, kept);
        for (Table table : live.tables().values()) {
            Optional<ReturnTerms> noted = Optional.ofNullable(terms.get(table.name()));
            Optional<Table> into = kept.table(table.name());
            if (into.isEmpty() || noted.isEmpty()) {
                carrying.lose(table, "it is not among the tables that come back");
            } else if (noted.get().treatment() == Treatment.NONE) {
                carrying.lose(table, noted.get().why());
            } else if (noted.get().treatment() == Treatment.COLUMNS) {
                carrying.some(table, into.get(), noted.get().columns());
            } else {
                carrying.rows(table, into.get(), noted.get(), written);
            }
        }
        return carrying;
    }

    /** Carries nothing, since what was written is not known. */
    public static Carrying nothing(Schema live, Schema kept) {
        Carrying carrying = new Carrying(live, kept);
        live.tables().values().forEach(table -> carrying.lose(table, "what was written to it is not known"));
        return carrying;
    }

    private void lose(Table table, String why) {
        losses.put(table.name(), new Loss(List.of(), why));
    }

    private void some(Table from, Table into, List<String> names) {
        List<Column> taken = names.stream()
                .flatMap(name -> into.column(name).stream())
                .filter(column -> from.column(column.name())
                        .filter(theirs -> same(theirs, column))
                        .isPresent())
                .toList();
        if (taken.isEmpty() || !sameKey(from, into)) {
            lose(from, "its rows are staging's");
            return;
        }
        columns.add(new KeptTable(into, key(into), taken, kept.name(), live.name(), ""));
        List<String> rest = from.writtenColumns().stream()
                .filter(column -> taken.stream().noneMatch(one -> one.name().equalsIgnoreCase(column.name())))
                .filter(column -> key(from).stream().noneMatch(one -> one.name().equalsIgnoreCase(column.name())))
                .map(Column::name)
                .toList();
        losses.put(from.name(), new Loss(rest, "its rows are staging's"));
    }

    private void rows(Table from, Table into, ReturnTerms terms, DirtyKeys written) {
        List<Column> common = new ArrayList<>();
        List<Column> own = new ArrayList<>();
        Set<String> lost = new TreeSet<>();
        from.writtenColumns().stream()
                .filter(column -> into.column(column.name())
                        .filter(theirs -> same(column, theirs) && !theirs.generated())
                        .isEmpty())
                .forEach(column -> lost.add(column.name()));
        for (Column column : into.writtenColumns()) {
            boolean changed = terms.columns().stream().anyMatch(column.name()::equalsIgnoreCase);
            Optional<Column> theirs = from.column(column.name()).filter(found -> same(found, column));
            if (theirs.isPresent() && !changed && !theirs.get().generated()) {
                common.add(column);
            } else {
                own.add(column);
                theirs.ifPresent(found -> lost.add(found.name()));
            }
        }
        boolean whole = terms.treatment() == Treatment.ALL && own.isEmpty() && lost.isEmpty();
        boolean keyed = WatchedTable.of(from).keyed() && sameKey(from, into) && common.containsAll(key(into));
        Optional<String> why = whole ? Optional.empty() : refused(from, keyed, own, into, written);
        if (why.isPresent()) {
            lose(from, why.get());
            return;
        }
        Relation rows = Relation.of(live.name(), from);
        List<Transfer.Field> fields = common.stream().map(Transfer.Field::same).toList();
        tables.add(new LiveTable(
                into,
                Set.of(from.name()),
                new Transfer(rows, into.name(), fields),
                keyed ? key(into) : List.of(),
                keyed ? Way.BY_KEY : Way.WHOLE,
                keyed ? "" : "it has no primary key by which rows are told in the binary log"));
        if (!whole) {
            partial.add(into.name());
        }
        if (!own.isEmpty()) {
            aside(from, into, own);
        }
        if (!lost.isEmpty()) {
            losses.put(from.name(), new Loss(List.copyOf(lost), ""));
        }
    }

    private Optional<String> refused(Table from, boolean keyed, List<Column> own, Table into, DirtyKeys written) {
        if (!keyed) {
            return Optional.of("its rows are not told by a primary key that both sides have");
        }
        if (written.whole(from.name())) {
            return Optional.of("which of its rows were written is not known: "
                    + written.wholeTables().get(from.name()));
        }
        return own.stream()
                .filter(column -> unique(into, column) && !column.nullable()
                        || placeholder(from, column).isEmpty())
                .findFirst()
                .map(column -> "a new row has no value for " + column.name());
    }

    private static boolean unique(Table table, Column column) {
        return table.keys().stream()
                .anyMatch(key -> key.unique() && key.columns().stream().anyMatch(column.name()::equalsIgnoreCase));
    }

    /** Gives SQL of what a new row gets, empty text for its default; empty where there is nothing to give. */
    private static Optional<String> placeholder(Table from, Column column) {
        Optional<Column> theirs = from.column(column.name()).filter(found -> same(found, column));
        if (theirs.isPresent()) {
            return Optional.of(Names.quote(column.name()));
        }
        if (column.fillsItself()) {
            return Optional.of("");
        }
        return switch (ColumnType.of(column)) {
            case INTEGER, DECIMAL, DOUBLE, FLOAT -> Optional.of("0");
            case TEXT, BYTES -> Optional.of("''");
            default -> EMPTY_TEXT.contains(column.baseType()) ? Optional.of("''") : Optional.empty();
        };
    }

    private void aside(Table from, Table into, List<Column> own) {
        Map<String, String> placeholders = new LinkedHashMap<>();
        own.forEach(column -> placeholder(from, column)
                .filter(sql -> !sql.isEmpty())
                .ifPresent(sql -> placeholders.put(column.name(), sql)));
        asides.put(
                into.name(),
                new Aside(
                        into,
                        key(into),
                        own,
                        placeholders,
                        kept.name(),
                        Names.quote(live.name(), from.name()),
                        Schema.JOURNAL_PREFIX + "aside_" + (asides.size() + 1)));
    }

    private static boolean same(Column one, Column other) {
        boolean numbers = ColumnType.of(one) == ColumnType.INTEGER
                && ColumnType.of(other) == ColumnType.INTEGER
                && !one.type().contains("zerofill")
                && !other.type().contains("zerofill");
        return numbers || SameType.of(one, other) && one.collation().equals(other.collation());
    }

    private static boolean sameKey(Table one, Table other) {
        List<String> ours = one.primaryKey().map(Key::columns).orElse(List.of());
        List<String> theirs = other.primaryKey().map(Key::columns).orElse(List.of());
        boolean same = !ours.isEmpty() && ours.size() == theirs.size();
        for (int i = 0; same && i < ours.size(); i++) {
            Column column = other.column(theirs.get(i)).orElseThrow();
            same = ours.get(i).equalsIgnoreCase(theirs.get(i))
                    && same(one.column(ours.get(i)).orElseThrow(), column)
                    && !column.generated();
        }
        return same;
    }

    private static List<Column> key(Table table) {
        return table.columns(table.primaryKey().map(Key::columns).orElse(List.of()));
    }

    /** Gives the tables whose rows are carried. */
    public List<LiveTable> tables() {
        return List.copyOf(tables);
    }

    /** Gives those of which some columns are. */
    public List<KeptTable> columns() {
        return List.copyOf(columns);
    }

    /** Gives which of them are not carried as a whole. */
    public Partial partial() {
        return new Partial(partial, asides);
    }

    /** Gives what would be lost, by the table that is written. */
    public Map<String, Loss> losses() {
        return Collections.unmodifiableMap(losses);
    }

    /** Says what of the rows that are written would be lost: {@code yes} where nothing is, else {@code lossy} and what. */
    public String reversible() {
        List<String> lost = new ArrayList<>();
        Map<String, List<String>> tablesByReason = new TreeMap<>();
        losses.forEach((table, loss) -> {
            if (loss.all()) {
                tablesByReason
                        .computeIfAbsent(loss.why(), why -> new ArrayList<>())
                        .add(table);
            } else {
                lost.add(loss.text(table));
            }
        });
        tablesByReason.forEach((why, names) ->
                lost.add((names.size() == 1 ? "table " : "tables ") + String.join(", ", names) + " (" + why + ")"));
        return lost.isEmpty() ? "yes" : "lossy (" + String.join("; ", lost) + ")";
    }

    /** Says in a clause for each table how it is carried. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        tables.forEach(table -> lines.add(table.name() + ": "
                + (table.way() == Way.WHOLE
                        ? "all of it, when a row is written"
                        : "rows that are written, by their keys")
                + Optional.ofNullable(asides.get(table.name()))
                        .map(aside -> "; as they were: "
                                + aside.columns().stream().map(Column::name).collect(Collectors.joining(", ")))
                        .orElse("")));
        columns.forEach(table -> lines.add(table.name() + ": the columns "
                + table.columns().stream().map(Column::name).collect(Collectors.joining(", "))));
        return lines;
    }
}
