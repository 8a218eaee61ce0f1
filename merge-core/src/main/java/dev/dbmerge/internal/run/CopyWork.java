package dev.dbmerge.internal.run;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.internal.copy.CopierChoice;
import dev.dbmerge.internal.copy.SourceSnapshot;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.overlay.FitCheck;
import dev.dbmerge.internal.overlay.OverlayTransfer;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyVerifier;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.TableDecision;
import dev.dbmerge.spec.TableDecision.Content;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the tables and fills them from one source, all of its rows as of one moment. */
final class CopyWork implements AutoCloseable {
    private final MergePlan plan;
    private final Schema staging;
    private final Schema production;
    private final Session target;
    private final TargetStatements statements;
    private final SourceSnapshot source;
    private final CopyVerifier verifier;
    private final Results results;
    private final MergeListener listener;
    private final CopierChoice choice;

    CopyWork(
            MergePlan plan,
            Prepared prepared,
            SourceSnapshot source,
            Set<String> tables,
            Results results,
            MergeListener listener) {
        this.plan = plan;
        this.staging = prepared.staging();
        this.production = prepared.production();
        this.target = prepared.target();
        this.statements = prepared.statements();
        this.source = source;
        this.verifier = prepared.verifier();
        this.results = results;
        this.listener = listener;
        results.note(capital(source.level()) + ".");
        this.choice = CopierChoice.of(source.reader(), source.consistency(), tables, target, results::note);
    }

    /** Gives the tables of staging that a run reads. */
    static Set<String> stagingTables(MergePlan plan) {
        Set<String> tables = new HashSet<>();
        for (Step step : plan.steps()) {
            if (step instanceof Step.CopyTable copied) {
                tables.add(copied.table());
            } else if (step instanceof Step.KeepRows kept) {
                tables.add(kept.table());
            }
        }
        return tables;
    }

    /** Gives the tables of production that a run reads. */
    static Set<String> productionTables(MergeSpec spec, Schema production) {
        Stream<String> overlaid =
                spec.overlay().values().stream().flatMap(overlay -> Relations.tables(overlay, production).stream());
        Stream<String> kept = spec.tables().values().stream()
                .filter(decision -> decision.content() == Content.KEEP_PRODUCTION)
                .map(TableDecision::table);
        return Stream.concat(overlaid, kept).collect(Collectors.toSet());
    }

    /** Opens a source's snapshot over the tables that the run takes from it. */
    static SourceSnapshot open(Server server, Consistency consistency, Schema schema, Set<String> names) {
        List<Table> tables =
                names.stream().flatMap(name -> schema.table(name).stream()).toList();
        return SourceSnapshot.open(server, consistency, tables);
    }

    Done copy(Step.CopyTable step) {
        Table table = table(staging, step.table());
        make(table);
        Transfer transfer = Transfer.whole(Relation.of(staging.name(), table));
        return plan.table(table.name()).origin() == Origin.EMPTY
                ? leaveEmpty(table, transfer)
                : fill(step, table, transfer, RowSum.ZERO);
    }

    private Done leaveEmpty(Table table, Transfer transfer) {
        statements.addKeys(table).forEach(statement -> target.execute("add the indexes of " + table.name(), statement));
        verifier.expectNoRows(table, transfer);
        return Done.of(0, "stays empty, as the spec says");
    }

    /** Puts production's values into columns of rows that stand in the target already. */
    Done keepColumns(Step.KeepColumns step) {
        Table table = table(staging, step.table());
        Table read = table(production, step.table());
        return new KeepWork(target, source.reader(), choice.copier(), verifier)
                .keep(step, table, read, done -> listener.progressed(step, done, 0));
    }

    /** Copies the rows of staging that stay and compares them at once: production's rows come into the same table. */
    Done keep(Step.KeepRows step, Overlay overlay) {
        Table table = table(staging, step.table());
        make(table);
        Relation rows = Relation.of(staging.name(), table).where(overlay.keepStaging());
        Transfer transfer = Transfer.whole(rows);
        long count = choice.copier().copy(transfer, done -> listener.progressed(step, done, done));
        List<CheckResult> differences = verifier.compare(table, Origin.STAGING, transfer, count, source.reader());
        differences.forEach(results::check);
        return differences.isEmpty()
                ? Done.of(count, choice.copier().way() + ", equal to staging's")
                : new Done(count, "rows differ", Done.Verdict.REJECTED_AND_OVER);
    }

    Done overlay(Step.OverlayTable step, Overlay overlay, Relation rows) {
        Table table = table(staging, step.table());
        TableMapping mapping = TableMapping.of(overlay, table, rows.table());
        new FitCheck(source.reader(), Collations.of(source.reader())).refuse(rows, table, mapping);
        Transfer transfer = OverlayTransfer.of(
                mapping, rows, table, source.reader().server().version());
        if (overlay.keepStaging().isEmpty()) {
            make(table);
            return fill(step, table, transfer, RowSum.ZERO);
        }
        return fill(step, table, transfer, verifier.targetSum(table, transfer, source.reader()));
    }

    private void make(Table table) {
        target.execute("make the table " + table.name(), statements.createTable(table));
    }

    /**
     * Fills a table and adds its keys.
     *
     * @param there what the table holds already
     */
    private Done fill(Step step, Table table, Transfer transfer, RowSum there) {
        long expected =
                plan.table(table.name()).result().map(count -> count.rows()).orElse(0L);
        long rows = choice.copier().copy(transfer, done -> listener.progressed(step, done, expected));
        for (String statement : statements.addKeys(table)) {
            target.execute("add the indexes of " + table.name(), statement);
        }
        verifier.remember(table, plan.table(table.name()).origin(), transfer, rows, there, source.reader());
        return Done.of(rows, choice.copier().way());
    }

    private static Table table(Schema schema, String name) {
        return schema.table(name)
                .orElseThrow(() -> new IllegalArgumentException(schema.name() + " has no table " + name));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    @Override
    public void close() {
        choice.close();
        source.close();
    }
}
