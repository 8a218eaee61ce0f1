package dev.dbmerge.testing;

import dev.dbmerge.internal.cases.AcceptedChange;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.testbed.RuleTrial;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.spec.CleanupRule;
import java.nio.file.Path;
import java.util.List;

/** What runs cases for {@link RuleTests}: databases of one spec on a server, empty between cases. */
interface TestEngine extends AutoCloseable {
    RuleTrial trial();

    /** Tries the changes of a rule on its cases. */
    RuleCoverage coverage(CleanupRule rule, List<RuleCase> cases, List<AcceptedChange> accepted);

    /** Names where the cases run, such as {@code MariaDB 11.4.5}. */
    String server();

    /** Names where the structure came from. */
    String structure();

    void saveStructure(Path file);

    /** May be called from any thread. */
    void interrupt();

    /** Drops the databases, and ends a server that nobody else uses. */
    @Override
    void close();
}
