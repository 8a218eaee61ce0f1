package dev.dbmerge.plan;

import java.util.Locale;

/**
 * A number of bytes as a server estimates it.
 *
 * @param bytes never negative
 */
public record ByteCount(long bytes) {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    public ByteCount {
        if (bytes < 0) {
            throw new IllegalArgumentException("a number of bytes is never negative: " + bytes);
        }
    }

    /** Gives {@code 512 bytes}, {@code 16 kB} or {@code 1.2 GB}, a kB being 1,024 bytes. */
    @Override
    public String toString() {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || size >= 10 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }
}
