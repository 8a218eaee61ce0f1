package dev.dbmerge.internal.promote;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.plan.SwapWay;
import java.util.List;

/**
 * Chooses how the tables are swapped.
 *
 * @param way not {@link SwapWay#AUTO}
 * @param reason why, in a clause
 */
public record WayChoice(SwapWay way, String reason) {
    /**
     * Chooses.
     *
     * @param asked what the caller asks for
     * @param wholeRules what has to run as a whole while writers wait, for people
     * @throws RefusedException where what is asked for cannot be
     */
    public static WayChoice of(SwapWay asked, ServerVersion version, Grants grants, List<String> wholeRules) {
        boolean renamesLocked = version.mysqlAtLeast(8, 0, 13);
        boolean flushes =
                grants.everywhere("RELOAD") || version.mysqlAtLeast(8, 0, 23) && grants.everywhere("FLUSH_TABLES");
        String named = String.join(", ", wholeRules);
        if (asked == SwapWay.LOCK_RENAME && !renamesLocked) {
            throw refused(version + " does not rename locked tables, which lock-rename needs.", "Leave --way out.");
        }
        if (asked == SwapWay.LOCK_RENAME && !wholeRules.isEmpty()) {
            throw refused(
                    "With lock-rename one session alone has the tables, and " + named + " cannot run there.",
                    "Declare what looks at one row at a time with scope: row, or leave --way out.");
        }
        if (renamesLocked && wholeRules.isEmpty() && asked != SwapWay.STAIRCASE) {
            return new WayChoice(SwapWay.LOCK_RENAME, version + " renames locked tables");
        }
        if (!flushes) {
            throw refused(
                    "The account may not flush tables with a read lock, which the staircase needs.",
                    "GRANT RELOAD ON *.* to the account, then promote again.");
        }
        if (asked == SwapWay.STAIRCASE) {
            return new WayChoice(SwapWay.STAIRCASE, "as asked");
        }
        return new WayChoice(
                SwapWay.STAIRCASE,
                renamesLocked
                        ? named + " runs as a whole while writers wait"
                        : version + " does not rename locked tables");
    }

    private static RefusedException refused(String problem, String remedy) {
        return new RefusedException(ErrorCode.NOT_PROMOTABLE, problem, remedy);
    }

    /** Gives {@code lock-rename: MySQL 9.7.4 renames locked tables}. */
    public String text() {
        return way.text() + ": " + reason;
    }
}
