package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.cleanup.RuleGuard;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs cases of cleanup rules: the statement as it is written, over the case's rows and those that it asks for. */
final class CleanupTrial implements RuleTrial {
    private final MergeSpec spec;
    private final Session session;
    private final Schema target;
    private final CaseRows caseRows;
    private final RuleGuard guard;

    CleanupTrial(MergeSpec spec, Session session, Schema target, CaseRows caseRows) {
        this.spec = spec;
        this.session = session;
        this.target = target;
        this.caseRows = caseRows;
        this.guard = new RuleGuard(
                target, Set.of(spec.staging().schema(), spec.production().schema()));
    }

    @Override
    public CaseResult run(RuleCase ruleCase) {
        return CaseVerdict.judge(ruleCase, () -> {
            CleanupRule rule = rule(ruleCase);
            try {
                guard.admit(rule);
                return twice(ruleCase, rule);
            } catch (MergeException e) {
                return CaseVerdict.refused(ruleCase, e);
            }
        });
    }

    @Override
    public CaseResult run(RuleCase ruleCase, String sql) {
        return CaseVerdict.judge(ruleCase, () -> {
            CleanupRule rule = rule(ruleCase);
            try {
                if (ruleCase.expected().refused().isPresent()) {
                    guard.admit(with(rule, sql));
                }
                CaseRows.Loaded loaded = load(ruleCase, rule);
                execute(rule, sql);
                return verdict(ruleCase, sql, loaded, loaded.rows().histories(), List.of());
            } catch (MergeException e) {
                caseRows.clear();
                return CaseVerdict.refused(ruleCase, e);
            }
        });
    }

    @Override
    public List<RowFate> fates(RuleCase ruleCase, String sql) {
        CleanupRule rule = rule(ruleCase);
        CaseRows.Loaded loaded = load(ruleCase, rule);
        try {
            execute(rule, sql);
        } catch (MergeException e) {
            caseRows.clear();
            throw e;
        }
        return loaded.rows().histories().stream()
                .map(row -> new RowFate(
                        row.table().name(),
                        row.label(),
                        row.fate(),
                        row.after().map(values -> String.join(", ", values)).orElse("")))
                .toList();
    }

    private CaseVerdict twice(RuleCase ruleCase, CleanupRule rule) {
        CaseRows.Loaded loaded = load(ruleCase, rule);
        try {
            execute(rule, rule.sql());
            List<RowHistory> once = loaded.rows().histories();
            List<String> notes = again(rule, loaded, once);
            return verdict(ruleCase, rule.sql(), loaded, once, notes);
        } catch (MergeException e) {
            caseRows.clear();
            throw e;
        }
    }

    /** A rule that changes more the second time gives another result when a run is resumed or a rule is applied again. */
    private List<String> again(CleanupRule rule, CaseRows.Loaded loaded, List<RowHistory> once) {
        try {
            execute(rule, rule.sql());
        } catch (MergeException e) {
            CaseVerdict.refusal(e);
            caseRows.clear();
            return List.of("not repeatable: a second time it was refused: " + e.problem());
        }
        List<RowHistory> twice = loaded.rows().histories();
        Map<Fate, List<RowHistory>> more = new LinkedHashMap<>();
        for (int i = 0; i < once.size(); i++) {
            RowHistory row = twice.get(i);
            if (!row.after().equals(once.get(i).after())) {
                Fate fate = row.after().isEmpty() ? Fate.REMOVED : Fate.CHANGED;
                more.computeIfAbsent(fate, one -> new ArrayList<>()).add(row);
            }
        }
        boolean oneTable =
                once.stream().map(row -> row.table().name()).distinct().count() == 1;
        return more.entrySet().stream()
                .map(entry -> "not repeatable: a second time it " + RowComparison.word(entry.getKey()) + " "
                        + entry.getValue().size() + " more " + (entry.getValue().size() == 1 ? "row: " : "rows: ")
                        + entry.getValue().stream()
                                .map(row -> (oneTable ? "" : row.table().name() + " ") + row.label())
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    private static CaseVerdict verdict(
            RuleCase ruleCase, String sql, CaseRows.Loaded loaded, List<RowHistory> rows, List<String> notes) {
        if (ruleCase.expected().undecided()) {
            return CaseVerdict.undecided(RowComparison.undecided(rows, loaded.written()));
        }
        if (ruleCase.expected().refused().isPresent()) {
            return CaseVerdict.notRefused(ruleCase);
        }
        List<CaseDifference> differences = RowComparison.differences(loaded.expected(), rows);
        List<String> all = new ArrayList<>(notes);
        all.addAll(CollationNotes.of(sql, differences, rows));
        return CaseVerdict.of(differences, all);
    }

    private CaseRows.Loaded load(RuleCase ruleCase, CleanupRule rule) {
        List<Table> written = CleanupStatement.parse(rule.sql()).targets().stream()
                .map(CleanupStatement.Target::table)
                .distinct()
                .flatMap(name -> target.table(name).stream())
                .toList();
        return caseRows.load(ruleCase, ruleCase.expected().tables(), written);
    }

    private void execute(CleanupRule rule, String sql) {
        session.execute("run rule " + rule.id() + " (" + rule.file() + ")", sql);
    }

    private CleanupRule rule(RuleCase ruleCase) {
        return spec.cleanup().stream()
                .filter(rule -> rule.id().equals(ruleCase.subject().id()))
                .findFirst()
                .orElseThrow(() -> new BrokenCaseException(
                        ruleCase.at(),
                        "The spec has no rule " + ruleCase.subject().id() + ". Mend the folder's name."));
    }

    private static CleanupRule with(CleanupRule rule, String sql) {
        return new CleanupRule(rule.id(), rule.file(), sql, rule.kind(), rule.limits(), rule.scope());
    }
}
