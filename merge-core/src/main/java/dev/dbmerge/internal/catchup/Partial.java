package dev.dbmerge.internal.catchup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.catchup.KeyConditions.Batch;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says of which tables no more than the written rows may be laid over, since the others need not be the same on both sides.
 *
 * @param tables their names
 * @param asides by table what its rows keep of their own
 */
public record Partial(Set<String> tables, Map<String, Aside> asides) {
    /** All rows of every table are the source's. */
    public static final Partial NONE = new Partial(Set.of(), Map.of());

    public Partial {
        tables = Set.copyOf(tables);
        asides = Map.copyOf(asides);
    }

    /** Gives what the rows of a table keep of their own. */
    Optional<Aside> aside(LiveTable table) {
        return Optional.ofNullable(asides.get(table.name()));
    }

    /** Gives how rows are laid over, columns included that nothing comes for and that have no default. */
    Transfer filled(LiveTable table) {
        Transfer transfer = table.transfer();
        List<Transfer.Field> fields = new ArrayList<>(transfer.fields());
        aside(table)
                .ifPresent(aside -> aside.placeholders().forEach((column, sql) -> {
                    Column filled = aside.table().column(column).orElseThrow();
                    fields.add(Transfer.Field.expression(filled, sql));
                }));
        return new Transfer(transfer.relation(), transfer.targetTable(), fields);
    }

    /**
     * Looks whether a table is laid over no more than it may be.
     *
     * @throws RefusedException where all of its rows are meant
     */
    void confirm(LiveTable table, List<Batch> batches, DirtyKeys dirty) {
        if (tables.contains(table.name())
                && batches.stream().anyMatch(batch -> batch.condition().isEmpty())) {
            String why = table.sources().stream()
                    .map(source -> dirty.wholeTables().getOrDefault(source, ""))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("not all of its keys are known");
            throw new RefusedException(
                    ErrorCode.ROLLBACK_LOSS,
                    "Which rows of " + table.name() + " were written is not known (" + why
                            + "), and not all of them may be laid over.",
                    "Roll back again; with --accept-loss the table is left out where that is known at the start.");
        }
    }
}
