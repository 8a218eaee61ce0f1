package dev.dbmerge.testing;

import dev.dbmerge.internal.cases.AcceptedChange;
import dev.dbmerge.internal.cases.CaseReader;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.testbed.RowFate;
import dev.dbmerge.internal.testbed.RuleTrial;
import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.CaseResult.Verdict;
import dev.dbmerge.report.MutantResult;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A spec with cases, run by an engine without a server: a case named {@code bad} fails, one change of a rule goes unnoticed. */
final class RuleTestsSample implements TestEngine, RuleTrial {
    final MergeSpec spec;
    final List<RuleCase> ran = new ArrayList<>();
    Optional<String> revealing = Optional.of("- given: { carts: { id: 4 } }\n  expect:\n    kept: [4]\n");
    boolean closed;

    RuleTestsSample(Path folder) throws IOException {
        write(folder, "merge.yml", """
                version: 1
                name: shop
                staging: { url: "jdbc:mysql://s/a" }
                production: { url: "jdbc:mysql://p/b" }
                target: { schema: c }
                overlay:
                  users: { columns: { n: "m + 1" } }
                  carts: {}
                cleanup: cleanup/*.sql
                checks: checks/*.sql
                """);
        write(folder, "cleanup/010-carts.sql", "DELETE FROM carts WHERE user_id IS NULL");
        write(folder, "cleanup/020-users.sql", "DELETE FROM users WHERE n = 0");
        write(folder, "checks/010-no-cart.sql", "SELECT id FROM carts");
        write(folder, "cases/010-carts/some.yml", """
                - case: good
                  given: { carts: { id: 1 } }
                  expect: removed
                - case: bad
                  given: { carts: { id: 2, user_id: 1 } }
                  expect: removed
                """);
        spec = SpecLoader.load(folder.resolve("merge.yml"));
    }

    static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Opens the cases as they are now. */
    RuleTests open(int minCoverage) {
        return new RuleTests(
                spec, CaseReader.read(spec, List.of()), this, new RuleTests.Scope(true, true, minCoverage));
    }

    @Override
    public RuleTrial trial() {
        return this;
    }

    @Override
    public CaseResult run(RuleCase ruleCase) {
        ran.add(ruleCase);
        boolean bad = ruleCase.name().equals("bad");
        return new CaseResult(
                ruleCase.subject().toString(),
                ruleCase.name(),
                ruleCase.at(),
                bad ? Verdict.FAILED : Verdict.PASSED,
                List.of(),
                bad ? List.of(new CaseDifference("carts", "id 2", "", "removed", "kept")) : List.of(),
                List.of(),
                Duration.ZERO);
    }

    @Override
    public CaseResult run(RuleCase ruleCase, String sql) {
        throw new AssertionError("nobody asks");
    }

    @Override
    public List<RowFate> fates(RuleCase ruleCase, String sql) {
        throw new AssertionError("nobody asks");
    }

    @Override
    public RuleCoverage coverage(CleanupRule rule, List<RuleCase> cases, List<AcceptedChange> accepted) {
        String said = "no case has a row that only this condition keeps";
        List<MutantResult> mutants = List.of(
                new MutantResult("negate", "x", MutantResult.Fate.NOTICED, 0, 1, "good", Optional.empty()),
                new MutantResult("drop it", "y", MutantResult.Fate.UNNOTICED, 0, 1, said, revealing));
        return new RuleCoverage("cleanup:" + rule.id(), rule.file(), rule.sql(), "", mutants, List.of());
    }

    @Override
    public String server() {
        return "MariaDB 11.4.5";
    }

    @Override
    public String structure() {
        return "structure.sql";
    }

    @Override
    public void saveStructure(Path file) {
        throw new AssertionError("nobody asks");
    }

    @Override
    public void interrupt() {}

    @Override
    public void close() {
        closed = true;
    }
}
