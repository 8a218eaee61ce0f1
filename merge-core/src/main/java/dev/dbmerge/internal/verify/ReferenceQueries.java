package dev.dbmerge.internal.verify;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.reference.RowTypes;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.spec.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives the queries that count the rows of the target whose reference points nowhere. */
public final class ReferenceQueries {
    private final Schema target;
    private final RowTypes types;

    /**
     * Makes the value.
     *
     * @param target the target's structure
     * @param types what the target's rows name
     */
    public ReferenceQueries(Schema target, RowTypes types) {
        this.target = target;
        this.types = types;
    }

    /**
     * One reference's queries.
     *
     * @param id as results name it
     * @param fatal whether an orphan rejects the target
     * @param count gives the number of orphans
     * @param keys gives some of their keys
     */
    public record Question(String id, boolean fatal, String count, String keys) {}

    /**
     * Asks about the spec's references, then about the declared ones that the spec does not name.
     *
     * @throws MergeException when a reference names a table or column that the target does not have
     */
    public List<Question> of(List<Reference> references) {
        List<Question> questions = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (Reference reference : references) {
            if (stands(reference)) {
                questions.add(question(reference));
                done.add(reference.text());
            }
        }
        for (Table table : target.tables().values()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (done.add(text(key))) {
                    questions.add(question(table, key));
                }
            }
        }
        return questions;
    }

    /** One that is to warn alone and names what is not there was told by the plan. */
    private boolean stands(Reference reference) {
        return reference.orphans() != Reference.Orphans.WARN
                || target.has(reference.table(), reference.columns())
                        && target.has(reference.toTable(), reference.toColumns());
    }

    private Question question(Reference reference) {
        Table table = table(reference, reference.table());
        List<Column> from = columns(reference, table, reference.columns());
        List<Column> to = columns(reference, table(reference, reference.toTable()), reference.toColumns());
        String parent = Names.quote(target.name(), reference.toTable());
        String condition = Points.nowhere("c", from, to, parent) + typed(table, reference);
        boolean declared =
                table.foreignKeys().stream().anyMatch(key -> text(key).equals(reference.text()));
        boolean fatal = declared || reference.orphans() != Reference.Orphans.WARN;
        return question(reference.text(), table, condition, from, fatal);
    }

    /** Where a column says which table a row points at, the others of its rows are no orphans of this reference. */
    private String typed(Table table, Reference reference) {
        return types.filter(reference, table, target)
                .map(filter -> " AND " + filter.condition("c"))
                .orElse("");
    }

    private Question question(Table table, ForeignKey key) {
        String given = key.columns().stream()
                .map(name -> Names.quote("c", name) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String same = IntStream.range(0, key.columns().size())
                .mapToObj(i -> Names.quote("p", key.parentColumns().get(i)) + " = "
                        + Names.quote("c", key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        String condition = given + " AND NOT EXISTS (SELECT 1 FROM "
                + Names.quote(key.parentSchema(), key.parentTable()) + " AS p WHERE " + same + ")";
        return question(text(key), table, condition, table.columns(key.columns()), true);
    }

    private Question question(String id, Table table, String condition, List<Column> columns, boolean fatal) {
        String from = " FROM " + Names.quote(target.name(), table.name()) + " AS c WHERE " + condition;
        String key =
                table.primaryKey().map(primary -> keyText(table, primary)).orElseGet(() -> Points.text("c", columns));
        return new Question(id, fatal, "SELECT COUNT(*)" + from, "SELECT " + key + from + " ORDER BY 1 LIMIT 5");
    }

    private static String keyText(Table table, Key primary) {
        return primary.columns().stream()
                .map(name -> Points.text("c", table.column(name).orElseThrow()))
                .collect(Collectors.joining(", ", "CONCAT_WS(', ', ", ")"));
    }

    private Table table(Reference reference, String name) {
        return target.table(name).orElseThrow(() -> missing(reference, "the table " + name));
    }

    private static List<Column> columns(Reference reference, Table table, List<String> names) {
        return names.stream()
                .map(name -> table.column(name).orElseThrow(() -> missing(reference, table.name() + "." + name)))
                .toList();
    }

    private static MergeException missing(Reference reference, String what) {
        return new MergeException(
                ErrorCode.OVERLAY_COLUMN_UNKNOWN,
                "The reference " + reference.text() + " names " + what + ", which the target does not have.",
                "Mend it under references.",
                reference.at(),
                null);
    }

    private static String text(ForeignKey key) {
        return Reference.side(key.table(), key.columns()) + " -> "
                + Reference.side(key.parentTable(), key.parentColumns());
    }
}
