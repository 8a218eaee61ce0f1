package dev.dbmerge.cli;

import dev.dbmerge.report.TestReport;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.testing.DatabaseServer;
import dev.dbmerge.testing.RuleTests;
import dev.dbmerge.testing.Servers;
import dev.dbmerge.testing.TestCase;
import dev.dbmerge.testing.TestListener;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rules' cases that the library opened. */
final class OpenRuleTests implements RuleTesting {
    private final DatabaseServer server;
    private final List<RuleTests> running = new CopyOnWriteArrayList<>();

    private OpenRuleTests(DatabaseServer server) {
        this.server = server;
    }

    static RuleTesting start(String server) {
        return new OpenRuleTests(Servers.of(server));
    }

    @Override
    public Cases open(MergeSpec spec, List<Path> only) {
        RuleTests tests = RuleTests.of(spec).server(server).only(only).open();
        running.add(tests);
        return new OpenCases(tests);
    }

    @Override
    public void interrupt() {
        running.forEach(RuleTests::interrupt);
    }

    @Override
    public void close() {
        server.close();
    }

    private record OpenCases(RuleTests tests) implements Cases {
        @Override
        public TestReport run(Watcher watcher) {
            return tests.run(new TestListener() {
                @Override
                public void caseStarted(TestCase testCase) {
                    watcher.began(testCase.toString());
                }

                @Override
                public void coverageStarted(String subject) {
                    watcher.began(subject + ", its changes");
                }
            });
        }

        @Override
        public List<Path> suggest() {
            return tests.suggest();
        }

        @Override
        public void saveStructure(Path file) {
            tests.saveStructure(file);
        }

        @Override
        public void close() {
            tests.close();
        }
    }
}
