package dev.dbmerge.event;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How far the loading of a dump is.
 *
 * @param role {@code staging} or {@code production}
 * @param dump the file or folder
 * @param into the database that it is loaded into
 * @param bytes bytes of the dump that were read so far, packed as they are
 * @param ofBytes bytes of the dump
 * @param rows rows that were inserted so far
 * @param state whether it begins, goes on or is at its end
 */
public record DumpProgress(String role, Path dump, String into, long bytes, long ofBytes, long rows, State state) {
    public DumpProgress {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(dump, "dump");
        Objects.requireNonNull(into, "into");
        Objects.requireNonNull(state, "state");
    }

    /** Where the loading is. */
    public enum State {
        /** It begins. */
        BEGUN,
        /** It goes on; told once a second at most. */
        GOES_ON,
        /** All is there. */
        LOADED,
        /** An earlier call had loaded the same dump; nothing had to be done. */
        WAS_THERE
    }
}
