package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.copy.Chunks;
import dev.dbmerge.internal.copy.Lane;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.ChunkLog;
import dev.dbmerge.internal.journal.StepRecord;
import dev.dbmerge.internal.journal.TableMarks;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyVerifier;
import dev.dbmerge.report.StepResult.Status;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The rows of one table of the target: those that an earlier run left are kept where they are those of the source, range by range;
 * all others are copied, each range in one transaction with its note in the journal.
 *
 * <p>What may stay is found by comparing it with the source, whatever happened since: a kill, a rule that ran, a write to production.
 */
final class TableRows {
    /** Of a transaction that the server rolled back since another one stood in its way. */
    private static final Set<Integer> CONFLICTS = Set.of(1205, 1213);

    private static final int ATTEMPTS = 5;

    private final String stepId;
    private final Table table;
    private final Transfer transfer;
    private final Chunks chunks;
    private final TargetStatements statements;
    private final CopyVerifier verifier;
    private final EarlierRun earlier;
    private final ChunkLog log;
    private final Consumer<String> notes;
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicInteger ranges = new AtomicInteger();
    private Stands stands = Stands.NOT;
    private boolean loosened;
    private Optional<RowSum> whole = Optional.empty();

    /** What an earlier run left of the table that may stay. */
    private enum Stands {
        NOT,
        /** The table without its indexes. */
        BARE,
        COMPLETE
    }

    TableRows(
            String stepId,
            Table table,
            Transfer transfer,
            Chunks chunks,
            TargetStatements statements,
            CopyVerifier verifier,
            EarlierRun earlier,
            Consumer<String> notes) {
        this.notes = notes;
        this.stepId = stepId;
        this.table = table;
        this.transfer = transfer;
        this.chunks = chunks;
        this.statements = statements;
        this.verifier = verifier;
        this.earlier = earlier;
        this.log = new ChunkLog(statements.target());
    }

    /** Lets the rows come into a table that stands there with rows of the other source. */
    void beginBeside(Lane lane) {
        if (earlier.there()) {
            log.forget(lane.target(), stepId);
        }
    }

    /** Makes the table, also where one stands. */
    void beginAnew(Lane lane) {
        if (earlier.there()) {
            log.forget(lane.target(), stepId);
            lane.target().execute("drop what is left of " + table.name(), statements.dropTable(table));
        }
        lane.target().execute("make the table " + table.name(), statements.createTable(table));
    }

    /** Makes the table where none stands that may stay; gives by what a later run knows it again. */
    TableMarks begin(Lane lane) {
        String basis = Fingerprint.ofTexts(
                statements.form(table),
                lane.source().render(transfer.streamedSelect()),
                lane.source().server().version().toString());
        Optional<StepRecord> before =
                earlier.step(stepId).filter(step -> step.marks().basis().equals(basis));
        before.ifPresent(step -> stands = looked(lane, step));
        if (stands == Stands.NOT) {
            beginAnew(lane);
            return new TableMarks(basis, mark(lane), "");
        }
        log.forget(lane.target(), stepId);
        return before.orElseThrow().marks();
    }

    /** Gives the sum of the rows where all of them are there already, and no range has to be looked at. */
    Optional<RowSum> whole() {
        return whole;
    }

    /** A table that cannot be read, such as one of MyISAM after a crash, is made anew. */
    private Stands looked(Lane lane, StepRecord step) {
        try {
            return look(lane, step);
        } catch (MergeException e) {
            if (e.code() != ErrorCode.STEP) {
                throw e;
            }
            return Stands.NOT;
        }
    }

    private Stands look(Lane lane, StepRecord step) {
        boolean filled = step.state().equals(Status.DONE.name());
        if (!exists(lane) || !filled && !table.transactional()) {
            return Stands.NOT;
        }
        String mark = mark(lane);
        boolean complete = mark.equals(step.marks().completed());
        if (!complete && !mark.equals(step.marks().made()) || filled && shrunk(lane, step)) {
            return Stands.NOT;
        }
        if (!byRanges(lane)) {
            RowSum sum = verifier.exactSum(table, transfer, lane.source());
            if (!sum.equals(there(lane, Optional.empty()))) {
                return Stands.NOT;
            }
            whole = Optional.of(verifier.wanted(table, sum));
        } else if (statements.createsUnique(table)) {
            return Stands.NOT;
        }
        return complete ? Stands.COMPLETE : Stands.BARE;
    }

    private boolean exists(Lane lane) {
        return lane.target()
                        .number(
                                "look for the table " + table.name(),
                                "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                                        + Names.literal(statements.target()) + " AND TABLE_NAME = "
                                        + Names.literal(table.name()))
                == 1;
    }

    /** A table that lost most of its rows to rules is faster filled anew. */
    private boolean shrunk(Lane lane, StepRecord step) {
        return lane.target().number("count what is left of " + table.name(), "SELECT COUNT(*) FROM " + name())
                < step.rows() / 2;
    }

    /**
     * Tells whether a range of the source's key is a range of the target's: the same columns, in the same order of values. How
     * texts are ordered, only the same server surely agrees upon.
     */
    private boolean byRanges(Lane lane) {
        return !chunks.key().isEmpty() && chunks.key().stream().allMatch(column -> sameOrder(column, lane));
    }

    private boolean sameOrder(Column key, Lane lane) {
        boolean text = ColumnType.of(key) == ColumnType.TEXT;
        boolean alike = !text
                || lane.source()
                                .server()
                                .version()
                                .equals(lane.target().server().version())
                        && key.collation().equals(table.column(key.name()).flatMap(Column::collation));
        return alike
                && transfer.fields().stream()
                        .anyMatch(field -> field.exact() && field.column().equals(key.name()));
    }

    private String mark(Lane lane) {
        return Fingerprint.ofTable(lane.target()
                .fetchPlain("read the table " + table.name(), "SHOW CREATE TABLE " + name())
                .get(1, String.class));
    }

    private RowSum there(Lane lane, Optional<String> within) {
        return verifier.targetSum(table, transfer, within, lane.source(), lane.target());
    }

    /**
     * Sees to it that the target has the rows of a range.
     *
     * @param progress told now and then how many rows are there
     */
    Part bring(Lane lane, Chunks.Range range, LongConsumer progress) {
        ranges.incrementAndGet();
        if (stands != Stands.NOT) {
            RowSum exact = verifier.exactSum(table, transfer.of(range.rows()), lane.source());
            if (exact.equals(there(lane, range.within(table.name())))) {
                RowSum sum = verifier.wanted(table, exact);
                kept.incrementAndGet();
                note(lane.target(), range, sum);
                progress.accept(sum.rows());
                return new Part(sum.rows(), sum);
            }
        }
        return copy(lane, range, progress);
    }

    /**
     * Drops the unique keys before the first row is written into a table that has them: a value may have gone from a row of one
     * range to one of another, and which range is written first is chance.
     */
    private synchronized void loosen(Lane lane) {
        if (stands == Stands.COMPLETE && !loosened) {
            loosened = true;
            statements
                    .dropUniqueKeys(table)
                    .ifPresent(statement -> lane.target()
                            .execute("drop the unique keys of " + table.name() + " for a while", statement));
        }
    }

    private Part copy(Lane lane, Chunks.Range range, LongConsumer progress) {
        boolean clear = stands != Stands.NOT;
        loosen(lane);
        for (int attempt = 1; ; attempt++) {
            try {
                return copy(lane, range, clear, progress);
            } catch (MergeException e) {
                if (attempt == ATTEMPTS || !table.transactional() || !made(lane, e)) {
                    throw e;
                }
                if (log.has(lane.target(), stepId, range.number())) {
                    RowSum sum = verifier.sourceSum(table, transfer.of(range.rows()), lane.source());
                    return new Part(sum.rows(), sum);
                }
            }
        }
    }

    /** Makes the lane ready for another attempt, where the server rolled the range back or the connection was lost. */
    private boolean made(Lane lane, MergeException e) {
        boolean conflict = e.getCause() instanceof SQLException cause && CONFLICTS.contains(cause.getErrorCode());
        boolean lost = e.code() == ErrorCode.SERVER_GONE && lane.source().alive();
        if (conflict) {
            lane.copier().writer().rollback();
        } else if (lost) {
            lane.reopen();
            notes.accept("A connection to the target's server was lost while " + table.name()
                    + " was filled; its range was copied again.");
        }
        return conflict || lost;
    }

    /** A transaction over tables with and without transactions is nothing that every server allows. */
    private Part copy(Lane lane, Chunks.Range range, boolean clear, LongConsumer progress) {
        Session writer = lane.copier().writer();
        Transfer rows = transfer.of(range.rows());
        if (table.transactional()) {
            writer.begin();
        }
        if (clear) {
            String where =
                    range.within(table.name()).map(within -> " WHERE " + within).orElse("");
            writer.execute("empty a range of " + table.name(), "DELETE FROM " + name() + where);
        }
        long copied = lane.copier().copy(rows, progress);
        progress.accept(copied);
        RowSum sum = verifier.sourceSum(table, rows, lane.source());
        note(writer, range, sum);
        if (table.transactional()) {
            writer.commit();
        }
        return new Part(copied, sum);
    }

    private void note(Session writer, Chunks.Range range, RowSum sum) {
        log.note(writer, stepId, range.number(), range.within(table.name()).orElse(""), sum);
    }

    private String name() {
        return Names.quote(statements.target(), table.name());
    }

    /** Adds what comes after the rows; gives by what a later run knows the table again. */
    TableMarks complete(Lane lane, TableMarks begun) {
        if (stands != Stands.COMPLETE) {
            addKeys(lane);
        } else if (loosened) {
            statements
                    .addUniqueKeys(table)
                    .ifPresent(statement -> lane.target().execute("add the unique keys of " + table.name(), statement));
        }
        if (stands != Stands.NOT) {
            statements
                    .setCounter(table)
                    .ifPresent(statement -> lane.target().execute("set the counter of " + table.name(), statement));
        }
        return new TableMarks(begun.basis(), begun.made(), mark(lane));
    }

    /** Adds the indexes. */
    void addKeys(Lane lane) {
        for (String statement : statements.addKeys(table)) {
            lane.target().execute("add the indexes of " + table.name(), statement);
        }
    }

    /** Says in a clause how the rows came. */
    String told(Lane lane) {
        if (stands == Stands.NOT) {
            return lane.copier().way(transfer);
        }
        if (whole.isPresent() || kept.get() == ranges.get()) {
            return "there already, equal to the source";
        }
        return kept.get() + " of " + ranges.get() + " ranges there already, the others "
                + lane.copier().way(transfer);
    }

    /**
     * What a range came to.
     *
     * @param rows as the copier counted them
     * @param sum of the source's rows
     */
    record Part(long rows, RowSum sum) {}
}
