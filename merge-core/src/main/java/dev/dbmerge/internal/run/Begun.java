package dev.dbmerge.internal.run;

import dev.dbmerge.internal.journal.Journal;
import java.util.Objects;

/**
 * A target that a run has begun to build.
 *
 * @param earlier the run whose rows may stay; {@link EarlierRun#NONE} where the target was made anew
 */
record Begun(Journal journal, EarlierRun earlier) {
    Begun {
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(earlier, "earlier");
    }
}
