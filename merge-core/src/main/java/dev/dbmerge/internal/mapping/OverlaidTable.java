package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.mapping.RowQuestions.Answers;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.spec.Overlay;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An overlaid table that both sides have, with what its rows answered.
 *
 * @param target the table as the target will have it
 * @param rows production's rows
 * @param kept how many of staging's rows stay
 * @param collisions keys that these share with production's rows
 * @param windows whether production's server can number rows by a window function
 * @param refusals SQL of the spec that production's or staging's server does not take; then nothing else was asked
 */
public record OverlaidTable(
        Overlay overlay,
        Table target,
        Relation rows,
        TableMapping mapping,
        Answers answers,
        List<Rename> renames,
        long kept,
        List<KeptRows.Collision> collisions,
        boolean windows,
        List<Refusal> refusals) {
    public OverlaidTable {
        Objects.requireNonNull(overlay, "overlay");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(mapping, "mapping");
        Objects.requireNonNull(answers, "answers");
        renames = List.copyOf(renames);
        collisions = List.copyOf(collisions);
        refusals = List.copyOf(refusals);
    }

    /** Gives how many values of a production column would be lost. */
    public long lost(String column) {
        return answers.lost().getOrDefault(column, 0L);
    }

    /** Makes one whose rows were not asked. */
    public static OverlaidTable unasked(Overlay overlay, Table target, Relation rows) {
        return unasked(overlay, target, rows, List.of());
    }

    /** Makes one whose rows could not be asked. */
    static OverlaidTable unasked(Overlay overlay, Table target, Relation rows, List<Refusal> refusals) {
        TableMapping mapping = TableMapping.of(overlay, target, rows.table());
        Answers nothing = new Answers(0, List.of(), Map.of(), List.of());
        return new OverlaidTable(overlay, target, rows, mapping, nothing, List.of(), 0, List.of(), false, refusals);
    }
}
