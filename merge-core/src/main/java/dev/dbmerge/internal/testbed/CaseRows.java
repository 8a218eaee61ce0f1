package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.Given;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Script;
import dev.dbmerge.internal.cases.TableExpectation;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Has the rows of a case in the target, for as many runs as follow each other. */
final class CaseRows {
    private final Bed bed;
    private final Schema target;
    private final RowReader reader;
    private final Spelling spelling;
    private final Instant startedAt;
    private Optional<Loaded> last = Optional.empty();

    CaseRows(Session session, Bed bed, Schema target, Instant startedAt) {
        this.bed = bed;
        this.target = target;
        this.reader = new RowReader(session);
        this.spelling = new Spelling(session, target.name(), "case");
        this.startedAt = startedAt;
    }

    /**
     * What is there, and what is expected of it.
     *
     * @param rows as they are before
     * @param written the tables that the case's subject writes
     */
    record Loaded(PlacedRows rows, ExpectedRows expected, List<Table> written) {}

    /**
     * Puts the rows in, unless they are; what an earlier run changed is undone.
     *
     * @param expectations those that speak of rows of the target
     * @param written the tables that the case's subject writes
     */
    Loaded load(RuleCase ruleCase, List<TableExpectation> expectations, List<Table> written) {
        if (last.isPresent() && bed.again(ruleCase)) {
            return last.get();
        }
        Instant now = CaseTime.of(ruleCase, startedAt);
        CellValues values = CaseTime.values(now);
        Placement placement = placement(target, ruleCase.target(), values);
        bed.place(ruleCase, List.of(placement), now);
        try {
            PlacedRows rows = new PlacedRows(reader, placement);
            ExpectedRows expected =
                    new ExpectationReader(target, spelling, values, rows.rows()).read(expectations, written);
            Loaded loaded = new Loaded(rows, expected, List.copyOf(written));
            last = Optional.of(loaded);
            return loaded;
        } catch (RuntimeException e) {
            bed.clear();
            throw e;
        }
    }

    static Placement placement(Schema schema, Given given, CellValues values) {
        List<MadeRow> rows = new RowMaker(schema, values).make(given.rows());
        Set<Table> touched = new LinkedHashSet<>();
        rows.forEach(row -> touched.add(row.table()));
        for (Script script : given.scripts()) {
            touched.addAll(CaseScript.tables(schema, script));
        }
        return new Placement(schema, given.scripts(), rows, List.copyOf(touched));
    }

    void clear() {
        bed.clear();
    }
}
