package dev.dbmerge.internal.run;

import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.journal.ObjectRecord;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.schema.CodeComparison;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Definers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.StructureComparison;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyVerifier;
import dev.dbmerge.plan.Step.CodeKind;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.TableResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes the target database, its foreign keys and its stored code. */
final class StructureWork {
    private final Session target;
    private final String schema;
    private final Schema staging;
    private final Collations collations;
    private final TargetStatements statements;
    private final Parallel parallel;
    private final Results results;

    StructureWork(Session target, Schema staging, TargetStatements statements, Parallel parallel, Results results) {
        this.parallel = parallel;
        this.target = target;
        this.schema = target.server().schema();
        this.staging = staging;
        this.collations = statements.collations();
        this.statements = statements;
        this.results = results;
    }

    /** Drops what stands in the target's place and makes it empty, with a journal. */
    Journal createTarget(RunRecord run) {
        dropOldTarget();
        target.execute("make the target " + schema, statements.createDatabase());
        Journal journal = Journal.create(target.server(), run);
        createSequences();
        return journal;
    }

    /**
     * Takes from a target that an earlier run left unfinished what comes after its rows, with its journal kept.
     *
     * @param steps by the tables that they fill, the ids of those whose rows may stay
     */
    Journal goOn(RunRecord run, Map<String, String> steps) {
        String doing = "take away what comes after the rows of " + schema;
        target.execute(doing, TargetStatements.FOREIGN_KEY_CHECKS_OFF);
        for (String query : statements.leftovers(steps.keySet())) {
            List<String> found = target.fetchAllPlain(doing, query).map(row -> row.get(0, String.class));
            found.forEach(statement -> target.execute(doing, statement));
        }
        target.execute(doing, TargetStatements.FOREIGN_KEY_CHECKS_ON);
        createSequences();
        return Journal.goOn(target.server(), run, steps.values());
    }

    /** They stand before the tables, whose defaults may use them. */
    private void createSequences() {
        statements.createSequences().forEach(statement -> target.execute("make the sequences", statement));
    }

    private void dropOldTarget() {
        String doing = "drop the old target " + schema;
        List<String> tables = target.fetch(doing, statements.oldTables()).map(row -> row.get(0, String.class));
        statements.dropOld(tables).forEach(statement -> target.execute(doing, statement));
    }

    Done addForeignKeys() {
        long count = 0;
        target.execute("switch the checks of foreign keys off", TargetStatements.FOREIGN_KEY_CHECKS_OFF);
        try {
            for (Table table : staging.tables().values()) {
                for (String statement : statements.addForeignKeys(table)) {
                    target.execute("add the foreign keys of " + table.name(), statement);
                }
                count += table.foreignKeys().size();
            }
        } finally {
            target.execute("switch the checks of foreign keys on", TargetStatements.FOREIGN_KEY_CHECKS_ON);
        }
        return Done.of(0, count == 1 ? "1 foreign key" : count + " foreign keys");
    }

    /**
     * Compares rows by their sums and the structure by what the servers print of it.
     *
     * @param sources opens a session where rows of an origin came from, to name those that differ
     */
    Done verify(CopyVerifier verifier, Function<Origin, Optional<Session>> sources) {
        List<CheckResult> failures = new ArrayList<>(differences(verifier, sources));
        Schema made = SchemaReader.read(target, schema);
        results.sums(verifier.wholeSums(made));
        List<String> differences = StructureComparison.compare(staging, made, collations);
        if (!differences.isEmpty()) {
            failures.add(new CheckResult("structure", differences.size(), true, differences));
        }
        failures.forEach(results::check);
        long tables = results.tables().size();
        return failures.isEmpty()
                ? Done.of(0, tables + " tables, each " + parallel.equality())
                : new Done(tables, failures.size() + " differences", Done.Verdict.REJECTED_AND_OVER);
    }

    /**
     * Looks whether the target has all stored code of staging, and that it says the same; where the account may not see some, at none.
     *
     * @param stagings version of staging's server; servers of different versions print code in different words
     */
    void confirmCode(ServerVersion stagings) {
        Schema made = SchemaReader.read(target, schema);
        if (!made.hidden().isEmpty()) {
            if (!staging.code().isEmpty()) {
                results.note(
                        "Whether the target has all stored code of staging was not looked at: its account may not see "
                                + String.join(", ", made.hidden()) + ".");
            }
            return;
        }
        CodeComparison code = new CodeComparison(staging, made);
        boolean alike = stagings.equals(target.server().version());
        List<String> differences = new ArrayList<>();
        for (CodeObject object : staging.code()) {
            Optional<CodeObject> there = code.counterpart(object);
            if (there.isEmpty()) {
                differences.add(object.title() + ": only in staging");
            } else if (alike && !code.sayTheSame(object, there.get())) {
                differences.add(object.title() + ": another text than in staging");
            }
        }
        if (!differences.isEmpty()) {
            results.check(new CheckResult("code", differences.size(), true, differences));
        }
    }

    private List<CheckResult> differences(CopyVerifier verifier, Function<Origin, Optional<Session>> sources) {
        return parallel.with(
                target.server(), verifier.rows(), sessions -> verifier.differences(sessions, sources, results::table));
    }

    private void countRows() {
        for (TableResult table : results.tables()) {
            long rows = target.number(
                    "count the rows of " + table.table(), "SELECT COUNT(*) FROM " + Names.quote(schema, table.table()));
            results.table(table.withRows(rows));
        }
    }

    /**
     * Counts the rows of each table in the end, and gives what the target holds; a table that was summed already is not again.
     *
     * @param summed whether sums are wanted; else nothing is given
     */
    List<ObjectRecord> objects(boolean summed) {
        Schema made = SchemaReader.read(target, schema);
        if (!summed) {
            countRows();
            return List.of();
        }
        Map<String, RowSum> sums = new HashMap<>(results.sums());
        sums.keySet().retainAll(made.tables().keySet());
        List<String> missing = made.tables().keySet().stream()
                .filter(name -> !sums.containsKey(name))
                .toList();
        sums.putAll(parallel.sums(target.server(), made, missing));
        for (TableResult table : results.tables()) {
            results.table(
                    table.withRows(sums.getOrDefault(table.table(), RowSum.ZERO).rows()));
        }
        return TargetObjects.of(made, sums);
    }

    /** Makes the stored code of one kind; a definer that cannot be kept was a finding of the plan. */
    Done createCode(CodeKind kind) {
        int count = new CodeWriter(target, staging, schema, collations, Definers.of(target)).write(kind);
        String made = count + " " + (count == 1 ? kind.singular() : kind.plural());
        return Done.of(0, made + (kind == CodeKind.EVENTS ? ", disabled until the target is promoted" : ""));
    }
}
