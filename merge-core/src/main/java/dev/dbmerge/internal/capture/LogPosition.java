package dev.dbmerge.internal.capture;

import java.util.Objects;
import java.util.Optional;

/**
 * A place in a server's binary log; a later one is greater.
 *
 * @param file the log file, which ends in a number
 * @param offset in bytes, where an event begins
 */
public record LogPosition(String file, long offset) implements Comparable<LogPosition> {
    public LogPosition {
        Objects.requireNonNull(file, "file");
    }

    /** Reads {@code bin.000003:4711}; empty where it is none. */
    public static Optional<LogPosition> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new LogPosition(text.substring(0, colon), Long.parseLong(text.substring(colon + 1))));
    }

    @Override
    public int compareTo(LogPosition other) {
        int byFile = Long.compare(number(), other.number());
        return byFile != 0 ? byFile : Long.compare(offset, other.offset);
    }

    private long number() {
        String digits = file.substring(file.lastIndexOf('.') + 1);
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    /** Gives {@code bin.000003:4711}. */
    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
