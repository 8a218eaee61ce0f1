package dev.dbmerge.internal.backup;

import dev.dbmerge.internal.copy.Chunks;
import dev.dbmerge.internal.copy.RangeJob;
import dev.dbmerge.internal.copy.RowText;
import dev.dbmerge.internal.copy.RowText.Written;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.TargetSums;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Writes one table's rows into one file, by ranges of its key that several sessions read at the same time.
 *
 * <p>Each range is a gzip member of its own, first in a file of its own; the members stand behind each other in the order of the key.
 */
final class TableRows extends RangeJob {
    private static final int LEVEL = 3;

    private final Table table;
    private final BackupFolder folder;
    private final String file;
    private final RowText text;
    private final boolean summed;
    private final Map<Integer, Path> ready = new TreeMap<>();
    private Optional<OutputStream> out = Optional.empty();
    private int appended;
    private Written written = Written.NOTHING;
    private RowSum sum = RowSum.ZERO;

    /**
     * Begins at the first row; nothing is asked yet.
     *
     * @param file its name in the folder
     * @param summed whether the rows are also summed, by the server and as of the same moment
     */
    TableRows(Relation rows, BackupFolder folder, String file, RowText text, boolean summed) {
        super(rows, rows.table().estimatedRows());
        this.table = rows.table();
        this.folder = folder;
        this.file = file;
        this.text = text;
        this.summed = summed;
    }

    /** Gives the table. */
    Table table() {
        return table;
    }

    /** Gives what was written so far. */
    synchronized Written written() {
        return written;
    }

    /** Gives the sum of the rows that were written so far. */
    synchronized RowSum sum() {
        return sum;
    }

    @Override
    protected void read(Chunks.Range range, Session session) {
        try {
            write(range, session);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Chunks.Range range, Session session) throws IOException {
        Path part = folder.path().resolve(file + "." + range.number());
        Written rows;
        try (OutputStream member = new Member(folder.createPart(part))) {
            rows = text.write(session, Transfer.whole(range.rows()), member);
        }
        RowSum found = summed ? TargetSums.of(range.rows(), session) : new RowSum(rows.rows(), BigInteger.ZERO);
        append(range.number(), part, rows, found);
    }

    /** A member of a gzip file. */
    private static final class Member extends GZIPOutputStream {
        Member(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(LEVEL);
        }
    }

    private synchronized void append(int number, Path part, Written rows, RowSum found) throws IOException {
        written = written.plus(rows);
        sum = sum.plus(found);
        ready.put(number, part);
        if (out.isEmpty()) {
            out = Optional.of(folder.create(file));
        }
        OutputStream whole = out.get();
        for (Path next = ready.remove(appended); next != null; next = ready.remove(appended)) {
            Files.copy(next, whole);
            Files.delete(next);
            appended++;
        }
    }

    /** Closes the file behind the last range, so that not all tables' files are open at the same time. */
    @Override
    protected synchronized void ended() {
        if (out.isPresent()) {
            try {
                out.get().close();
                out = Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
