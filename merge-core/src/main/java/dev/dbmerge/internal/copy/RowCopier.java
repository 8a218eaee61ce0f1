package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.function.LongConsumer;

/** Fills one table of the target. */
public interface RowCopier {
    /**
     * Copies all rows of a transfer, in the transaction of {@link #writer}.
     *
     * @param progress told now and then how many rows have been read
     * @return the rows copied
     * @throws dev.dbmerge.error.MergeException when a server refuses, or stored another value than it was given
     */
    long copy(Transfer transfer, LongConsumer progress);

    /** Gives the session that writes the rows. */
    Session writer();

    /** Gives the statements that {@link #copy} runs: the source's SELECT first, where the rows pass through dbmerge. */
    List<String> statements(Transfer transfer);

    /** Says in a clause how the rows of a transfer travel, for the report. */
    String way(Transfer transfer);
}
