package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.cases.Expectation.CheckVerdict;
import dev.dbmerge.internal.cases.Row;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.TableExpectation;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.testbed.ExpectedRows.ExpectedRow;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.spec.Check;
import dev.dbmerge.spec.MergeSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs cases of checks: the query over the case's rows. */
final class CheckTrial implements RuleTrial {
    private final MergeSpec spec;
    private final Schema target;
    private final CaseRows caseRows;
    private final QueryRows query;
    private final Instant startedAt;

    CheckTrial(MergeSpec spec, Session session, Schema target, CaseRows caseRows, Instant startedAt) {
        this.spec = spec;
        this.target = target;
        this.caseRows = caseRows;
        this.query = new QueryRows(session);
        this.startedAt = startedAt;
    }

    @Override
    public CaseResult run(RuleCase ruleCase) {
        return CaseVerdict.judge(
                ruleCase, () -> verdict(ruleCase, check(ruleCase).sql()));
    }

    @Override
    public CaseResult run(RuleCase ruleCase, String sql) {
        return CaseVerdict.judge(ruleCase, () -> verdict(ruleCase, sql));
    }

    @Override
    public List<RowFate> fates(RuleCase ruleCase, String sql) {
        QueryRows.Found found = found(ruleCase, sql);
        return IntStream.range(0, found.rows().size())
                .mapToObj(i -> new RowFate(
                        ruleCase.subject().id(),
                        found.label(i),
                        Fate.KEPT,
                        String.join(", ", found.rows().get(i))))
                .toList();
    }

    private CaseVerdict verdict(RuleCase ruleCase, String sql) {
        QueryRows.Found found;
        try {
            found = found(ruleCase, sql);
        } catch (MergeException e) {
            return CaseVerdict.refused(ruleCase, e);
        }
        Table table = found.table(ruleCase.subject().id());
        List<RowHistory> rows = IntStream.range(0, found.rows().size())
                .mapToObj(i -> new RowHistory(
                        table,
                        found.label(i),
                        true,
                        found.rows().get(i),
                        Optional.of(found.rows().get(i))))
                .toList();
        if (ruleCase.expected().undecided()) {
            return CaseVerdict.undecided(RowComparison.found(table, rows));
        }
        if (ruleCase.expected().refused().isPresent()) {
            return CaseVerdict.notRefused(ruleCase);
        }
        if (ruleCase.expected().check().filter(CheckVerdict.FINDS::equals).isPresent()) {
            return rows.isEmpty()
                    ? CaseVerdict.failed("The check was expected to find a row, and finds none.")
                    : CaseVerdict.of(List.of(), List.of());
        }
        CellValues values = CaseTime.values(CaseTime.of(ruleCase, startedAt));
        List<ExpectedRow> expected = ruleCase.expected().tables().stream()
                .map(TableExpectation::rows)
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .map(row -> expected(table, row, values))
                .toList();
        return CaseVerdict.of(
                RowComparison.differences(new ExpectedRows(Map.of(), Map.of(table, expected)), rows), List.of());
    }

    /** A value alone, which the case's reader gives no column, is of the first one. */
    private static ExpectedRow expected(Table table, Row row, CellValues values) {
        Map<Integer, String> expected = new LinkedHashMap<>();
        row.cells().forEach((name, cell) -> {
            Column column = name.isEmpty() ? table.columns().get(0) : RowMaker.column(table, name, cell.at());
            expected.put(table.columns().indexOf(column), spelled(column, cell, values));
        });
        return new ExpectedRow(expected);
    }

    private static String spelled(Column column, Cell cell, CellValues values) {
        SqlValue value = values.of(column, cell);
        if (value.isNull()) {
            return "NULL";
        }
        ColumnType type = ColumnType.of(column);
        if (type.binary()) {
            return value.sql().startsWith("x'") ? "0x" + value.normal() : value.sql();
        }
        if (type.number()) {
            return value.normal();
        }
        return type == ColumnType.MOMENT ? Names.literal(value.normal()) : value.sql();
    }

    private QueryRows.Found found(RuleCase ruleCase, String sql) {
        Check check = check(ruleCase);
        caseRows.load(ruleCase, List.of(), List.of());
        return query.read(
                "run check " + check.id() + " (" + check.file() + ")",
                sql.replace("${target}", Names.quote(target.name())));
    }

    private Check check(RuleCase ruleCase) {
        return spec.checks().stream()
                .filter(check -> check.id().equals(ruleCase.subject().id()))
                .findFirst()
                .orElseThrow(() -> new BrokenCaseException(
                        ruleCase.at(),
                        "The spec has no check " + ruleCase.subject().id() + ". Mend the folder's name."));
    }
}
