package dev.dbmerge.internal.rollback;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.rollback.Carrying.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Collects what is written while a rollback is under way, and stops it where something would be lost that nobody accepted. */
public final class Losses implements Consumer<DirtyKeys> {
    private final Carrying carrying;
    private final boolean accepted;
    private final DirtyKeys written = new DirtyKeys();

    /**
     * Begins.
     *
     * @param first what was written so far
     * @param accepted whether a loss was
     */
    public Losses(Carrying carrying, DirtyKeys first, boolean accepted) {
        this.carrying = carrying;
        this.accepted = accepted;
        written.addAll(first);
    }

    @Override
    public void accept(DirtyKeys more) {
        written.addAll(more);
        confirm();
    }

    /**
     * Refuses a loss that nobody accepted.
     *
     * @throws RefusedException where something was written that is not carried
     */
    public void confirm() {
        List<String> list = list();
        if (!accepted && !list.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.ROLLBACK_LOSS,
                    "The rollback is lossy: what was written since the swap in " + String.join("; ", list)
                            + " has no place in the tables that come back.",
                    "Look at it with --check; with --accept-loss it is written to a file, row by row.");
        }
    }

    /** Gives what was written and is not carried, a clause each; none where the rollback loses nothing. */
    public List<String> list() {
        List<String> list = new ArrayList<>();
        for (String table : tables()) {
            int rows = written.keys(table).size();
            String many = written.whole(table) ? "rows that are not known" : rows + (rows == 1 ? " row" : " rows");
            list.add(carrying.losses().get(table).text(table) + ": " + many);
        }
        return list;
    }

    /** Gives the tables of which something is lost. */
    public Set<String> tables() {
        Set<String> tables = new TreeSet<>(written.tables());
        tables.retainAll(carrying.losses().keySet());
        return tables;
    }

    /** Gives what is lost of a table. */
    public Loss of(String table) {
        return carrying.losses().get(table);
    }

    /** Gives what was written. */
    public DirtyKeys written() {
        return written;
    }

    /** Gives how many rows were carried back. */
    public long carried() {
        return written.tables().stream()
                .filter(table -> !carrying.losses().containsKey(table)
                        || !carrying.losses().get(table).all())
                .mapToLong(table -> written.keys(table).size())
                .sum();
    }
}
