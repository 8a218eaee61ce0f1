package dev.dbmerge.internal.run;

import dev.dbmerge.internal.cleanup.OrphanRunner;
import dev.dbmerge.internal.cleanup.RuleOutcome;
import dev.dbmerge.internal.cleanup.RuleRunner;
import dev.dbmerge.internal.fixes.FixRunner;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.verify.CheckRunner;
import dev.dbmerge.internal.verify.CleanupProof;
import dev.dbmerge.internal.verify.ReferenceChecker;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.RuleResult;
import dev.dbmerge.spec.Check;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Changes the copied rows as the spec asks, and looks at the result: fixes, cleanup rules, references, checks. */
final class CleanupWork {
    private final MergeSpec spec;
    private final Session target;
    private final Results results;
    private final Set<String> sourceSchemas;
    private Optional<RuleRunner> rules = Optional.empty();
    private Optional<OrphanRunner> orphans = Optional.empty();
    private Optional<CleanupProof> proof = Optional.empty();

    CleanupWork(MergeSpec spec, Session target, Results results) {
        this.spec = spec;
        this.target = target;
        this.results = results;
        this.sourceSchemas = Set.of(spec.staging().schema(), spec.production().schema());
    }

    Done applyFixes() {
        FixRunner runner = new FixRunner(target.server(), sourceSchemas, results.pinnedAt());
        results.forgetSums();
        List<String> applied = runner.run(spec.fixes().orElseThrow());
        return Done.of(applied.size(), String.join(", ", applied));
    }

    Done cleanUp(String id, Journal journal) {
        if (rules.isEmpty()) {
            begin(journal);
        }
        CleanupRule rule = spec.cleanup().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        results.rules(orphans.orElseThrow().release(rule));
        RuleOutcome outcome = rules.orElseThrow().run(rule);
        results.rules(outcome.results());
        return Done.of(outcome.rows(), rule.kind() == CleanupRule.Kind.DELETE ? "removed" : "changed");
    }

    /** The fixes may have changed the structure, so it is read again. */
    private void begin(Journal journal) {
        Schema structure = SchemaReader.read(target, target.server().schema());
        proof = Optional.of(new CleanupProof(target, structure, written(spec, structure)));
        RuleRunner runner = new RuleRunner(target, journal, structure, sourceSchemas, results.pinnedAt());
        rules = Optional.of(runner);
        orphans = Optional.of(new OrphanRunner(target, structure, spec.references(), runner));
    }

    /** Gives the tables of a target whose rows the spec's rules and references change. */
    static List<String> written(MergeSpec spec, Schema structure) {
        Stream<String> byRules = spec.cleanup().stream()
                .flatMap(rule -> CleanupStatement.parse(rule.sql()).targets().stream())
                .map(CleanupStatement.Target::table);
        Stream<String> byOrphans =
                spec.references().stream().filter(Reference::changesRows).map(Reference::table);
        return Stream.concat(byRules, byOrphans)
                .distinct()
                .filter(table -> structure.table(table).isPresent())
                .toList();
    }

    Done settleOrphans(Step.SettleOrphans step, Journal journal) {
        if (rules.isEmpty()) {
            begin(journal);
        }
        List<RuleResult> settled = orphans.orElseThrow().settle(step.table(), step.columns());
        results.rules(settled);
        long rows = settled.stream()
                .mapToLong(result -> result.removed() + result.changed())
                .sum();
        return Done.of(rows, "removed or made NULL");
    }

    Done verify() {
        List<CheckResult> failures = proof.orElseThrow()
                .failures(new JournalReader(target, target.server().schema()).archives());
        results.sums(proof.orElseThrow().after());
        failures.forEach(results::check);
        return failures.isEmpty()
                ? Done.of(0, "the rows that are gone are those that the rules archived")
                : new Done(failures.size(), "rows are not accounted for", Done.Verdict.REJECTED_AND_OVER);
    }

    Done check(String id) {
        Check check = spec.checks().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        CheckResult result = new CheckRunner(target, target.server().schema(), results.pinnedAt()).run(check);
        return judge(List.of(result));
    }

    Done checkReferences() {
        Schema structure = SchemaReader.read(target, target.server().schema());
        return judge(new ReferenceChecker(target, structure).check(spec.references()));
    }

    private Done judge(List<CheckResult> found) {
        found.forEach(results::check);
        long rows = found.stream().mapToLong(CheckResult::rows).sum();
        boolean holds = found.stream().allMatch(result -> result.holds() || !result.fatal());
        return new Done(rows, "", holds ? Done.Verdict.HOLDS : Done.Verdict.REJECTED);
    }
}
