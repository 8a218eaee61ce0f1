package dev.dbmerge.internal.promote;

import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Set;

/**
 * Holds production's writers off for a moment, lets what is left be caught up, and swaps.
 *
 * <p>{@link #take}, then {@link #worker} and {@link #swap}, then {@link #close}; closed before {@code swap} it leaves all as it was.
 */
interface Standoff extends AutoCloseable {
    /** Errors that mean that somebody else was in the way: a lock not had in time, a deadlock. */
    Set<Integer> BUSY = Set.of(1205, 1213);

    /**
     * Waits until no writer is at work in the live tables, and lets none begin.
     *
     * @return false where it could not be had in time; then nothing is held
     */
    boolean take();

    /** Gives the session that reads the live tables and writes the target meanwhile. */
    Session worker();

    /**
     * Lets the tables change over, all at once.
     *
     * @return false where somebody was in the way; then nothing has changed, and nothing is held after {@link #close}
     */
    boolean swap();

    /** Gives the server's ids of its sessions, one of which may still be at work when its answer was lost. */
    List<Long> sessions();

    /** Lets go of everything. */
    @Override
    void close();
}
