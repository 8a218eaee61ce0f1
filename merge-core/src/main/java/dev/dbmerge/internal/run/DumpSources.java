package dev.dbmerge.internal.run;

import dev.dbmerge.internal.dump.DumpSource;
import dev.dbmerge.report.Outcome;
import java.util.List;

/** The dumps that stand for sources of a merge; mostly none. */
public final class DumpSources {
    private final List<DumpSource> dumps;
    private boolean loaded;

    DumpSources(List<DumpSource> dumps) {
        this.dumps = List.copyOf(dumps);
    }

    /** Loads what is not loaded yet. */
    public void load() {
        if (!loaded) {
            dumps.forEach(DumpSource::load);
            loaded = true;
        }
    }

    /** Drops what was loaded when a run no longer needs it: one that has to go on or to be mended does. */
    public void drop(Outcome outcome) {
        if (outcome == Outcome.VERIFIED) {
            dumps.forEach(DumpSource::drop);
            loaded = false;
        }
    }
}
