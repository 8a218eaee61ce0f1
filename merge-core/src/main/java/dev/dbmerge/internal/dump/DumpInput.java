package dev.dbmerge.internal.dump;

import com.github.luben.zstd.ZstdInputStream;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** Opens a file of a dump, plain or compressed; what it is, its first bytes say. */
final class DumpInput {
    private static final int BUFFER = 1 << 16;
    private static final String GZIP = "1f8b";
    private static final String ZSTD = "28b52ffd";
    private static final Map<String, String> OTHERS = Map.of(
            "fd377a585a00", "by xz",
            "425a68", "by bzip2",
            "04224d18", "by lz4",
            "504b0304", "as zip",
            "3c3f786d6c", "as XML");

    private DumpInput() {}

    /**
     * Opens a file.
     *
     * @param read is told how many bytes of the file were read each time
     * @throws MergeException when it cannot be read or is packed in another way
     */
    static InputStream open(Path file, LongConsumer read) {
        try {
            BufferedInputStream bytes = new BufferedInputStream(new Counting(Files.newInputStream(file), read), BUFFER);
            bytes.mark(BUFFER);
            String head = HexFormat.of().formatHex(bytes.readNBytes(6));
            bytes.reset();
            for (Map.Entry<String, String> other : OTHERS.entrySet()) {
                if (head.startsWith(other.getKey())) {
                    bytes.close();
                    throw new MergeException(
                            ErrorCode.DUMP_FILE,
                            "The dump " + file + " is packed " + other.getValue() + ".",
                            "Unpack it, or pack it by gzip or zstd.");
                }
            }
            if (head.startsWith(GZIP)) {
                return new GZIPInputStream(bytes, BUFFER);
            }
            return head.startsWith(ZSTD) ? new ZstdInputStream(bytes) : bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Says that a file cannot be read, be it because its packing ends too early. */
    static MergeException unreadable(Path file, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new MergeException(
                ErrorCode.DUMP_FILE,
                "The dump " + file + " cannot be read: " + reason + ".",
                "Check that it was copied as a whole, and that this user may read it.",
                e);
    }

    private static final class Counting extends FilterInputStream {
        private final LongConsumer read;

        Counting(InputStream in, LongConsumer read) {
            super(in);
            this.read = read;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                read.accept(1);
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                read.accept(count);
            }
            return count;
        }
    }
}
