package dev.dbmerge.event;

import java.util.Locale;

/** The moments of a run, and then those of a promotion, at which hooks are asked, in their order. */
public enum Moment {
    BEFORE_RUN,
    AFTER_COPY,
    AFTER_OVERLAY,
    BEFORE_CLEANUP,
    AFTER_CLEANUP,
    AFTER_VERIFY,
    ON_FAILURE,
    BEFORE_PROMOTE,
    BEFORE_SWAP,
    AFTER_SWAP,
    AFTER_PROMOTE;

    /** Gives the name that a hook's file begins with, such as {@code after-copy}. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
