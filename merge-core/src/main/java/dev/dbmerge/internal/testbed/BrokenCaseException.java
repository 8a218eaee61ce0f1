package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.Position;

/** Says why a case cannot be run; nothing is known of its rule then. */
public final class BrokenCaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param problem sentences: what is wrong with the case, and the way out
     */
    BrokenCaseException(Position at, String problem) {
        super(at + ": " + problem);
    }
}
