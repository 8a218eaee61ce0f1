package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

/** Lets no more tables with values of megabytes travel through memory at the same time than it has room for. */
final class LongRowTurns implements RowCopier {
    /** A row of 16 MB, which takes up to three times that while the driver reads the next one, and room for all else. */
    private static final long BYTES_EACH = 256L << 20;

    private final RowCopier copier;
    private final Semaphore turns;

    LongRowTurns(RowCopier copier, Semaphore turns) {
        this.copier = copier;
        this.turns = turns;
    }

    /** Gives as many turns as the memory has room for. */
    static Semaphore turns() {
        return new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / BYTES_EACH));
    }

    @Override
    public long copy(Transfer transfer, LongConsumer progress) {
        boolean large = transfer.fields().stream().anyMatch(Transfer.Field::large);
        if (!large || copier instanceof ServerSideCopier) {
            return copier.copy(transfer, progress);
        }
        turns.acquireUninterruptibly();
        try {
            return copier.copy(transfer, progress);
        } finally {
            turns.release();
        }
    }

    @Override
    public Session writer() {
        return copier.writer();
    }

    @Override
    public List<String> statements(Transfer transfer) {
        return copier.statements(transfer);
    }

    @Override
    public String way(Transfer transfer) {
        return copier.way(transfer);
    }
}
