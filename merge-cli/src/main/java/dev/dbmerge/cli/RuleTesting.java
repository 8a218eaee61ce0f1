package dev.dbmerge.cli;

import dev.dbmerge.report.TestReport;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.util.List;

/** A server to test rules on, as far as commands use it; {@link OpenRuleTests} is the real one. */
interface RuleTesting extends AutoCloseable {
    /** Starts servers. */
    @FunctionalInterface
    interface Starter {
        /**
         * Starts a server, or connects to one.
         *
         * @param server what {@code --server} says
         */
        RuleTesting start(String server);
    }

    /** Is told how the tests go on. */
    @FunctionalInterface
    interface Watcher {
        /** Is told what begins, in a few words. */
        void began(String what);
    }

    /** The cases of one spec. */
    interface Cases extends AutoCloseable {
        TestReport run(Watcher watcher);

        /** Writes cases for the changes that the last run found unnoticed, and gives their files. */
        List<Path> suggest();

        void saveStructure(Path file);

        @Override
        void close();
    }

    /**
     * Opens a spec's cases.
     *
     * @param only files and folders of cases; empty for all, and only then rules without a case are told
     */
    Cases open(MergeSpec spec, List<Path> only);

    /** Ends what runs, which then throws; called from another thread. */
    void interrupt();

    /** Ends a server that was started for this. */
    @Override
    void close();
}
