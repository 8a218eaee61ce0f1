package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.copy.RowCopier;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.copy.Warnings;
import dev.dbmerge.internal.mapping.KeptColumns;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.overlay.FitCheck;
import dev.dbmerge.internal.overlay.OverlayTransfer;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyVerifier;
import dev.dbmerge.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts production's values into columns of staging's rows in the target.
 *
 * <p>Keys and values are copied into a table of dbmerge's own beside, as any rows are, and one UPDATE takes them over from there; the
 * table is dropped afterwards. A step that fails leaves it to the next run, which drops the whole target.
 */
final class KeepWork {
    private static final String KEPT = Schema.JOURNAL_PREFIX + "kept";
    private static final Set<String> TIMES = Set.of("timestamp", "datetime");

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
        List<Column> key = table.columns(table.primaryKey().map(Key::columns).orElseThrow());
        List<Column> kept = table.columns(step.columns());
        List<Column> all = Stream.concat(key.stream(), kept.stream()).toList();
        refuseMissing(all, table, read);
        Relation rows = Relation.of(production.server().schema(), read);
        TableMapping mapping = KeptColumns.mapping(table, step.columns());
        new FitCheck(production, Collations.of(production)).refuse(rows, table, mapping);
        Transfer transfer = new Transfer(
                rows,
                KEPT,
                OverlayTransfer.of(mapping, rows, table, production.server().version())
                        .fields());
        String name = Names.quote(target.server().schema(), KEPT);
        target.execute("drop what another table kept", "DROP TABLE IF EXISTS " + name);
        target.execute(
                "make room for the columns that " + table.name() + " keeps",
                create(name, made(all, table), key.size()));
        copier.copy(transfer, progress);
        verifier.expectKept(table.name(), transfer, key.size(), production);
        long keeping = target.number(
                "count the rows of " + table.name() + " that keep columns", "SELECT COUNT(*) FROM " + join(table, key));
        target.execute("keep production's columns of " + table.name(), update(table, key, kept));
        Warnings.refuse(target, table.name());
        target.execute("drop what was kept of " + table.name(), "DROP TABLE " + name);
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

    /** Gives the columns as the target has them, whose server may spell a collation otherwise. */
    private List<Column> made(List<Column> columns, Table table) {
        Table made = SchemaReader.read(target, target.server().schema())
                .table(table.name())
                .orElseThrow();
        return columns.stream()
                .map(column -> made.column(column.name()).orElseThrow())
                .toList();
    }

    private static String create(String name, List<Column> columns, int keys) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            parts.add(Names.quote(column.name()) + " " + column.exactType() + (i < keys ? " NOT NULL" : " NULL"));
        }
        List<Column> key = columns.subList(0, keys);
        if (key.stream().noneMatch(column -> column.baseType().matches(".*(text|blob)"))) {
            parts.add("PRIMARY KEY ("
                    + Names.quoteAll(key.stream().map(Column::name).toList()) + ")");
        }
        return "CREATE TABLE " + name + " (" + String.join(", ", parts) + ") ENGINE = InnoDB ROW_FORMAT = DYNAMIC";
    }

    private String join(Table table, List<Column> key) {
        String schema = target.server().schema();
        String same = key.stream()
                .map(column -> Names.quote("t", column.name()) + " = " + Names.quote("k", column.name()))
                .collect(Collectors.joining(" AND "));
        return Names.quote(schema, table.name()) + " AS t JOIN " + Names.quote(schema, KEPT) + " AS k ON " + same;
    }

    /** A time that is set to itself is not set to now by its ON UPDATE. */
    private String update(Table table, List<Column> key, List<Column> kept) {
        Stream<String> taken =
                kept.stream().map(column -> Names.quote("t", column.name()) + " = " + Names.quote("k", column.name()));
        Stream<String> still = table.writtenColumns().stream()
                .filter(column -> TIMES.contains(column.baseType()) && !kept.contains(column))
                .map(column -> Names.quote("t", column.name()) + " = " + Names.quote("t", column.name()));
        return "UPDATE " + join(table, key) + " SET "
                + Stream.concat(taken, still).collect(Collectors.joining(", "));
    }
}
