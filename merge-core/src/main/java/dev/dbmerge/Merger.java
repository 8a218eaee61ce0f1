package dev.dbmerge;

import dev.dbmerge.event.MergeHook;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.spec.MergeSpec;
import javax.sql.DataSource;

/** Plans and runs one merge. */
public final class Merger implements AutoCloseable {
    private Merger(Builder builder) {}

    /** Connects to the servers that the spec names. */
    public static Merger open(MergeSpec spec) {
        return of(spec).open();
    }

    /** Begins to say how a spec is merged. */
    public static Builder of(MergeSpec spec) {
        return new Builder(spec);
    }

    /** Reads both sources and writes nothing. */
    public MergePlan plan() {
        throw new UnsupportedOperationException("skeleton");
    }

    /** Builds and verifies the target; the live database is not touched. */
    public MergeReport run(MergePlan plan, MergeListener... listeners) {
        throw new UnsupportedOperationException("skeleton");
    }

    /** Kills what runs and makes {@link #run} throw; may be called from any thread. */
    public void interrupt() {
        throw new UnsupportedOperationException("skeleton");
    }

    @Override
    public void close() {}

    /** Says how a spec is merged. */
    public static final class Builder {
        private Builder(MergeSpec spec) {}

        /** Connects to staging by a DataSource instead of the spec's url. */
        public Builder staging(DataSource source) {
            return this;
        }

        public Builder production(DataSource source) {
            return this;
        }

        public Builder target(DataSource source) {
            return this;
        }

        /** Adds a hook, asked before those of the spec's hooks folder. */
        public Builder hook(MergeHook hook) {
            return this;
        }

        /** Leaves the spec's hooks folder alone. */
        public Builder withoutSpecHooks() {
            return this;
        }

        /** Lets a run replace a target that dbmerge did not make. */
        public Builder replaceTarget() {
            return this;
        }

        /** Connects and gives the merger. */
        public Merger open() {
            return new Merger(this);
        }
    }
}
