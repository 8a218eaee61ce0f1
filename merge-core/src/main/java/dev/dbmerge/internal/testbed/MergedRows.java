package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.Expectation;
import dev.dbmerge.internal.cases.TableExpectation;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.spec.CleanupRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rows of a merged database, compared with what a case expects, and with what they are after one more run of the rules. */
final class MergedRows {
    private final Session session;
    private final Schema target;
    private final RowReader reader;

    MergedRows(Session session, String target) {
        this.session = session;
        this.target = SchemaReader.read(session, target);
        this.reader = new RowReader(session);
    }

    /**
     * Compares the tables that the case names.
     *
     * @throws BrokenCaseException when an expectation is no list of rows, or names what is not there
     */
    List<CaseDifference> compare(Expectation expected, CellValues values) {
        expected.tables().forEach(MergedRows::requireRows);
        List<RowHistory> rows = expected.tables().stream()
                .map(table -> RowMaker.table(target, table.table().orElseThrow(), table.at()))
                .distinct()
                .flatMap(table -> rows(table).stream())
                .toList();
        ExpectedRows wanted = new ExpectationReader(target, new Spelling(session, target.name(), "merge"), values, rows)
                .read(expected.tables(), List.of());
        return RowComparison.differences(wanted, rows);
    }

    private static void requireRows(TableExpectation expectation) {
        if (expectation.table().isEmpty() || expectation.rows().isEmpty()) {
            throw new BrokenCaseException(
                    expectation.at(),
                    "A case of a whole merge expects rows by table, these and no others. Write it as users: [{ id: 1, name: x }].");
        }
    }

    private List<RowHistory> rows(Table table) {
        return reader.read(target.name(), table).stream()
                .map(row -> new RowHistory(table, row.label(), true, row.values(), Optional.of(row.values())))
                .toList();
    }

    /** Runs the rules once more, in their order, and gives a note for each that changes rows again. */
    List<String> again(List<CleanupRule> rules, Instant pinnedAt) {
        List<String> notes = new ArrayList<>();
        for (CleanupRule rule : rules) {
            List<Table> tables = CleanupStatement.parse(rule.sql()).targets().stream()
                    .map(CleanupStatement.Target::table)
                    .distinct()
                    .flatMap(name -> target.table(name).stream())
                    .toList();
            List<List<StoredRow>> before = read(tables);
            try {
                PinnedTime.during(
                        session, pinnedAt, () -> session.execute("run rule " + rule.id() + " again", rule.sql()));
            } catch (MergeException e) {
                CaseVerdict.refusal(e);
                notes.add("rule " + rule.id() + " is not repeatable: a second time it was refused: " + e.problem());
                continue;
            }
            List<List<StoredRow>> after = read(tables);
            if (!before.equals(after)) {
                notes.add("rule " + rule.id() + " is not repeatable: a second time it changed " + more(before, after));
            }
        }
        return notes;
    }

    private List<List<StoredRow>> read(List<Table> tables) {
        return tables.stream().map(table -> reader.read(target.name(), table)).toList();
    }

    private static String more(List<List<StoredRow>> before, List<List<StoredRow>> after) {
        List<StoredRow> left = after.stream().flatMap(List::stream).toList();
        long rows = before.stream()
                .flatMap(List::stream)
                .filter(Predicate.not(left::contains))
                .count();
        return rows + (rows == 1 ? " more row" : " more rows");
    }
}
