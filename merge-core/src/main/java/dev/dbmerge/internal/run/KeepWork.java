package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.copy.RowCopier;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.copy.Warnings;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.overlay.FitCheck;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyVerifier;
import dev.dbmerge.plan.Step;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Puts production's values into columns of staging's rows in the target.
 *
 * <p>Keys and values are copied into a table of dbmerge's own beside, as any rows are, and one UPDATE takes them over from there; the
 * table is dropped afterwards. A step that fails leaves it to the next run, which drops the whole target.
 */
final class KeepWork {
    private final Session target;
    private final Session production;
    private final RowCopier copier;
    private final CopyVerifier verifier;

    KeepWork(Session target, Session production, RowCopier copier, CopyVerifier verifier) {
        this.target = target;
        this.production = production;
        this.copier = copier;
        this.verifier = verifier;
    }

    Done keep(Step.KeepColumns step, Table table, Table read, LongConsumer progress) {
        KeptStatements statements = new KeptStatements(target.server().schema(), table, step.columns());
        refuseMissing(statements.all(), table, read);
        Relation rows = Relation.of(production.server().schema(), read);
        new FitCheck(production, Collations.of(production)).refuse(rows, table, statements.mapping());
        Transfer transfer = statements.transfer(rows, production.server().version());
        target.execute("drop what another table kept", statements.dropOld());
        target.execute(
                "make room for the columns that " + table.name() + " keeps", statements.create(made(table.name())));
        copier.copy(transfer, progress);
        verifier.expectKept(table.name(), transfer, statements.key().size(), production);
        long keeping = target.number("count the rows of " + table.name() + " that keep columns", statements.count());
        target.execute("keep production's columns of " + table.name(), statements.update());
        Warnings.refuse(target, table.name());
        target.execute("drop what was kept of " + table.name(), statements.drop());
        return Done.of(keeping, "keep production's " + String.join(", ", step.columns()));
    }

    /** The plan saw every column; a migration of a scratch copy may have taken one away since. */
    private static void refuseMissing(List<Column> columns, Table table, Table read) {
        columns.stream()
                .map(Column::name)
                .filter(name -> read.column(name).isEmpty())
                .findFirst()
                .ifPresent(name -> {
                    throw new MergeException(
                            ErrorCode.OVERLAY_COLUMN_UNKNOWN,
                            "tables." + table.name() + " keeps production's " + name
                                    + ", which production's table no longer has after its migration.",
                            "Take it out of keep-production, then run again.");
                });
    }

    private Table made(String table) {
        return SchemaReader.read(target, target.server().schema()).table(table).orElseThrow();
    }
}
