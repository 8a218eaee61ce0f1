package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.promote.Promoter;

/**
 * Takes back what a swap that failed had prepared, and says so.
 *
 * @param what {@code promotion} or {@code rollback}
 * @param code of one that was taken back
 */
record Undoing(String what, ErrorCode code) {
    /** Takes it back where nothing was swapped; gives the error that tells what became of the live database. */
    RuntimeException of(RuntimeException e, Promoter promoter) {
        if (e instanceof MergeException known && known.code() == ErrorCode.HALF_WAY) {
            return e;
        }
        if (promoter.swapped()) {
            return new MergeException(
                    ErrorCode.HALF_WAY,
                    "The tables were swapped, and then the " + what + " stopped: " + e.getMessage(),
                    "Run dbmerge recover, which does what follows the swap.",
                    e);
        }
        try {
            promoter.undo();
        } catch (RuntimeException second) {
            e.addSuppressed(second);
            return stuck(e, second, promoter);
        }
        if (e instanceof RefusedException || !(e instanceof MergeException known)) {
            return e;
        }
        if (known.code() == ErrorCode.INTERRUPTED || known.code() == ErrorCode.LOCK_WAIT) {
            return e;
        }
        return new MergeException(
                code,
                "The " + what + " was undone; the live database is as before. " + known.problem(),
                known.remedy(),
                e);
    }

    private MergeException stuck(RuntimeException e, RuntimeException second, Promoter promoter) {
        if (e instanceof MergeException known && known.code() == ErrorCode.INTERRUPTED) {
            return new MergeException(
                    ErrorCode.INTERRUPTED,
                    promoter.asked()
                            ? "The " + what + " was interrupted while the server was to swap the tables."
                            : "The " + what + " was interrupted before the swap; the live tables are as before.",
                    "Run dbmerge recover, which looks where they are, and finishes or takes back.",
                    e);
        }
        return new MergeException(
                ErrorCode.HALF_WAY,
                "The " + what + " failed, and what it had prepared could not be taken back: " + second.getMessage()
                        + " It failed because: " + e.getMessage(),
                "Run dbmerge recover, which looks where the tables are, and finishes or takes back.",
                e);
    }
}
