package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.TableExpectation;
import dev.dbmerge.internal.copy.ServerSideCopier;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.mapping.OverlaidTable;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.overlay.FitCheck;
import dev.dbmerge.internal.overlay.OverlayTransfer;
import dev.dbmerge.internal.planner.Facts;
import dev.dbmerge.internal.planner.Planner;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.spec.MergeSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Runs cases of overlays: production's rows go into staging's structure as a run lays them there. */
final class OverlayTrial {
    private final MergeSpec spec;
    private final Session session;
    private final Bed bed;
    private final Schema target;
    private final Supplier<Schema> productions;
    private final Instant startedAt;
    private final RowReader reader;
    private final Spelling spelling;
    private Optional<MergePlan> plan = Optional.empty();

    /**
     * Makes it.
     *
     * @param productions gives production's structure on the test server, and makes it first where it has to
     */
    OverlayTrial(
            MergeSpec spec, Session session, Bed bed, Schema target, Supplier<Schema> productions, Instant startedAt) {
        this.spec = spec;
        this.session = session;
        this.bed = bed;
        this.target = target;
        this.productions = productions;
        this.startedAt = startedAt;
        this.reader = new RowReader(session);
        this.spelling = new Spelling(session, target.name(), "overlay");
    }

    CaseResult run(RuleCase ruleCase) {
        return CaseVerdict.judge(ruleCase, () -> {
            try {
                return verdict(ruleCase);
            } catch (MergeException e) {
                bed.clear();
                return CaseVerdict.refused(ruleCase, e);
            }
        });
    }

    private CaseVerdict verdict(RuleCase ruleCase) {
        String name = ruleCase.subject().id();
        if (!spec.overlay().containsKey(name)) {
            throw new BrokenCaseException(
                    ruleCase.at(), "The spec overlays no table " + name + ". Mend the folder's name.");
        }
        Schema production = productions.get();
        MergePlan merge = plan(production);
        refuseBlocked(ruleCase, merge, name);
        Table filled = target.table(name).orElseThrow();
        Relation rows = relations(production).of(name).orElseThrow();
        TableMapping mapping = TableMapping.of(spec.overlay().get(name), filled, rows.table());
        Instant now = CaseTime.of(ruleCase, startedAt);
        CellValues values = CaseTime.values(now);
        place(ruleCase, production, filled, values, now);
        Transfer transfer =
                OverlayTransfer.of(mapping, rows, filled, session.server().version());
        session.execute("fill tables in any order", "SET SESSION foreign_key_checks = 0");
        new FitCheck(session, Collations.of(session)).refuse(rows, filled, mapping);
        new ServerSideCopier(session).copy(transfer, count -> {});
        CaseVerdict verdict = compare(ruleCase, filled, values);
        bed.clear();
        return verdict;
    }

    /** Staging's rows of an overlaid table do not come into the target, those of the others do. */
    private void place(RuleCase ruleCase, Schema production, Table filled, CellValues values, Instant now) {
        Placement staged = CaseRows.placement(target, ruleCase.staging(), values);
        List<MadeRow> copied = staged.rows().stream()
                .filter(row -> !spec.overlay().containsKey(row.table().name()))
                .toList();
        Set<Table> touched = new LinkedHashSet<>(staged.touched());
        touched.add(filled);
        bed.place(
                ruleCase,
                List.of(
                        CaseRows.placement(production, ruleCase.production(), values),
                        new Placement(target, staged.scripts(), copied, List.copyOf(touched))),
                now);
    }

    private CaseVerdict compare(RuleCase ruleCase, Table filled, CellValues values) {
        Map<Table, List<RowHistory>> rows = new LinkedHashMap<>();
        rows.put(filled, read(filled));
        for (TableExpectation expectation : ruleCase.expected().tables()) {
            expectation
                    .table()
                    .map(name -> RowMaker.table(target, name, expectation.at()))
                    .ifPresent(table -> rows.computeIfAbsent(table, this::read));
        }
        List<RowHistory> all = rows.values().stream().flatMap(List::stream).toList();
        if (ruleCase.expected().undecided()) {
            return CaseVerdict.undecided(RowComparison.found(filled, rows.get(filled)));
        }
        if (ruleCase.expected().refused().isPresent()) {
            return CaseVerdict.notRefused(ruleCase);
        }
        ExpectedRows expected = new ExpectationReader(target, spelling, values, all)
                .read(ruleCase.expected().tables(), List.of(filled));
        List<CaseDifference> differences = RowComparison.differences(expected, all);
        return CaseVerdict.of(differences, CollationNotes.of("", differences, all));
    }

    private List<RowHistory> read(Table table) {
        return reader.read(target.name(), table).stream()
                .map(row -> new RowHistory(table, row.label(), true, row.values(), Optional.of(row.values())))
                .toList();
    }

    private void refuseBlocked(RuleCase ruleCase, MergePlan merge, String table) {
        List<Finding> blockers = merge.blockers().stream()
                .filter(finding ->
                        finding.subject().equals(table) || finding.subject().startsWith(table + "."))
                .toList();
        if (!blockers.isEmpty()) {
            throw new BrokenCaseException(
                    ruleCase.at(),
                    blockers.stream()
                            .map(finding -> finding.problem() + " " + finding.remedy() + " [" + finding.code() + "]")
                            .collect(Collectors.joining("\n")));
        }
    }

    private MergePlan plan(Schema production) {
        MergePlan made = plan.orElseGet(() -> new Planner(
                        spec,
                        new Facts(
                                startedAt,
                                source(target),
                                source(production),
                                target,
                                "",
                                overlaid(production),
                                List.of(),
                                List.of()))
                .plan());
        plan = Optional.of(made);
        return made;
    }

    private Map<String, OverlaidTable> overlaid(Schema production) {
        Map<String, OverlaidTable> overlaid = new LinkedHashMap<>();
        spec.overlay()
                .values()
                .forEach(overlay -> relations(production)
                        .of(overlay.table())
                        .ifPresent(rows -> target.table(overlay.table())
                                .ifPresent(table ->
                                        overlaid.put(overlay.table(), OverlaidTable.unasked(overlay, table, rows)))));
        return overlaid;
    }

    private Relations relations(Schema production) {
        return Relations.read(spec.overlay().values(), production, session);
    }

    private static Facts.Source source(Schema schema) {
        return new Facts.Source(schema, schema.name(), "", Map.of());
    }
}
