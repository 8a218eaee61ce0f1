package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.report.CleaningReport;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.PromotionPreview;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.report.RollbackPreview;
import dev.dbmerge.report.RollbackReport;
import dev.dbmerge.report.SavedPlan;
import dev.dbmerge.report.StatusReport;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.VerifyReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {
    private static final Confirmation CONFIRMATION = new Confirmation(() -> "");

    private static final Step COPY = new Step.CopyTable("gqueries");
    private static final Finding BLOCKER =
            new Finding(Level.BLOCKER, ErrorCode.TABLE_LEFT_BEHIND, "old", "production's old has 3 rows.", "Name it.");
    private static final Finding WARNING =
            new Finding(Level.WARNING, ErrorCode.ENGINE_UNSAFE, "scenarios", "scenarios is MyISAM.", "");
    private static final Finding NOTE = new Finding(Level.NOTE, ErrorCode.TABLE_EMPTY_LEFT_BEHIND, "x", "x.", "");

    private static final Command COMMAND =
            new RunCommand(OpenMerge::open, CONFIRMATION, new Interruption(new Output(System.err, Output.Reader.FILE)));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("run.json");
    }

    @Test
    void tellsAboutAVerifiedTarget() {
        int exitCode = run(new Planned(List.of(WARNING, NOTE), Outcome.VERIFIED));

        assertEquals(0, exitCode);
        assertEquals("""
                warning: scenarios is MyISAM. [E421]
                1 note; dbmerge plan shows it.
                Building ete_new on MariaDB 11.4.5 at db:3306, 1 step.
                1/1 copy:gqueries  12 rows in 0.1 s
                report: %s
                """.formatted(file), err.toString(StandardCharsets.UTF_8));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("outcome: verified"), out.toString());
    }

    @Test
    void doesNotRunABlockedPlan() {
        int exitCode = run(new Planned(List.of(BLOCKER), Outcome.VERIFIED));

        assertEquals(4, exitCode);
        assertEquals("""
                blocker: production's old has 3 rows. Name it. [E414]
                dbmerge: The plan has 1 blocker; nothing was written. Decide it in the spec; dbmerge plan shows the whole plan. [E400]
                """, err.toString(StandardCharsets.UTF_8));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void showsAWayToSettleABlocker() {
        Finding finding = BLOCKER.decidedBy(
                Decision.at("its rows go", "[old]", "discard"), Decision.at("it comes along", "{}", "overlay", "old"));

        run(new Planned(List.of(finding), Outcome.VERIFIED));

        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("""
                blocker: production's old has 3 rows. Name it. [E414]
                  decide in the spec: its rows go (dbmerge plan shows 1 other way)
                    discard: [old]
                """), err.toString());
    }

    @Test
    void refusesAWarningWhereItIsTold() {
        int exitCode = run(new Planned(List.of(WARNING, NOTE), Outcome.VERIFIED), "--fail-on", "warning");

        assertEquals(4, exitCode);
        assertEquals("""
                warning: scenarios is MyISAM. [E421]
                1 note; dbmerge plan shows it.
                dbmerge: The plan has 1 warning, which --fail-on warning refuses; nothing was written. Decide it in the spec, or go on with --fail-on blocker. [E400]
                """, err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void endsWithSixWhenTheTargetIsRejected() {
        int exitCode = run(new Planned(List.of(), Outcome.REJECTED));

        assertEquals(6, exitCode);
    }

    @ParameterizedTest
    @EnumSource(names = {"STEP", "PRIVILEGE", "TARGET_EXISTS", "ORPHANS", "HOOK", "LOCKED"})
    void tellsWhatStoppedARun(ErrorCode code) {
        int exitCode = run(new Planned(List.of(), code));

        assertEquals(code.exitCode(), exitCode);
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .endsWith("dbmerge: It stopped. Mend it. [" + code + "]\nreport: " + file + "\n"),
                err.toString());
    }

    @Test
    void saysWhatAnInterruptedRunLeaves() {
        int exitCode = run(new Planned(List.of(), ErrorCode.INTERRUPTED));

        assertEquals(130, exitCode);
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .endsWith("The target ete_new is unfinished; the live database is untouched."
                                + " Run again to go on.\nreport: " + file + "\n"),
                err.toString());
    }

    @Test
    void printsTheReportOfAStoppedRunAsJson() {
        int exitCode = run(new Planned(List.of(), ErrorCode.STEP), "--json");

        assertEquals(5, exitCode);
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("{\n  \"format\": \"dbmerge-report/1\""));
    }

    private int run(Planned merge, String... words) {
        Console console = new Console(
                new Output(stream(out), Output.Reader.FILE),
                new Output(stream(err), Output.Reader.FILE),
                Map.of(),
                folder,
                Optional.empty());
        Arguments arguments = new ArgumentParser(COMMAND).parse(List.of(words), console);
        Gate gate = new Gate(arguments.failOn());
        OutputFile report = new OutputFile("report", file, Flag.REPORT);
        try (Events events = Events.open(arguments, console)) {
            return new Run(merge, Optional.empty(), gate, report, events, CONFIRMATION, arguments, console).exitCode();
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** A merge of one step that ends as planned. */
    private record Planned(List<Finding> findings, Optional<ErrorCode> stop, Outcome outcome) implements Merge {
        Planned(List<Finding> findings, Outcome outcome) {
            this(findings, Optional.empty(), outcome);
        }

        Planned(List<Finding> findings, ErrorCode stop) {
            this(findings, Optional.of(stop), Outcome.FAILED);
        }

        @Override
        public MergePlan plan() {
            return new MergePlan(
                    "ete",
                    "ete_new",
                    Instant.EPOCH,
                    "ete_staging",
                    "ete_production",
                    "MariaDB 11.4.5 at db:3306",
                    List.of(),
                    List.of(COPY),
                    List.of(),
                    findings,
                    "",
                    "");
        }

        @Override
        public MergePlan plan(SavedPlan saved) {
            return plan();
        }

        @Override
        public List<StepSql> sql(MergePlan plan) {
            return List.of();
        }

        @Override
        public MergeReport run(MergePlan plan, MergeListener... listeners) {
            MergeListener listener = listeners[0];
            listener.started(COPY);
            stop.ifPresent(code -> {
                throw new MergeException(code, "It stopped.", "Mend it.");
            });
            listener.finished(COPY, new StepResult(COPY.id(), StepResult.Status.DONE, 12, Duration.ofMillis(100), ""));
            return lastReport().orElseThrow();
        }

        @Override
        public VerifyReport verify() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PromotionPreview previewPromotion() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PromotionReport promote(MergeListener... listeners) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RollbackPreview previewRollback() {
            throw new UnsupportedOperationException();
        }

        @Override
        public RollbackReport rollback(MergeListener... listeners) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RecoveryReport recover() {
            throw new UnsupportedOperationException();
        }

        @Override
        public StatusReport status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CleaningReport clean(StatusReport shown, MergeListener... listeners) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<MergeReport> lastReport() {
            return Optional.of(new MergeReport(
                    "1",
                    "ete",
                    "0",
                    outcome,
                    "ete_staging",
                    "ete_production",
                    "ete_new",
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    stop.map(ErrorCode::toString)));
        }

        @Override
        public void interrupt() {}

        @Override
        public void close() {}
    }
}
