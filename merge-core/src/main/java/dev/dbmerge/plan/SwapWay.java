package dev.dbmerge.plan;

import java.util.Locale;

/** How the live tables are swapped for the target's. */
public enum SwapWay {
    /** The one that fits the server, the rights and the rules. */
    AUTO,
    /** All tables are locked and renamed by one session; readers wait as long as writers. MySQL from 8.0.13. */
    LOCK_RENAME,
    /** Writers are held off by read locks, which are handed over one by one; readers wait for the renaming alone. */
    STAIRCASE;

    /** Gives the name that the command line has for it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
