package dev.dbmerge.internal.mutation;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.util.Set;

/** Knows what a server says to a statement or a row from what ends the whole test run. */
final class Refusal {
    private static final Set<ErrorCode> REFUSALS = Set.of(ErrorCode.STEP, ErrorCode.COPY_WARNING);

    private Refusal() {}

    /** Throws what says nothing about the statement, such as a connection that is gone. */
    static void check(MergeException e) {
        if (!REFUSALS.contains(e.code())) {
            throw e;
        }
    }
}
