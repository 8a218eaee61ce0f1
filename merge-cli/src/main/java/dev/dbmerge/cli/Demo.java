package dev.dbmerge.cli;

import dev.dbmerge.cli.demo.DemoDatabase;
import dev.dbmerge.cli.demo.DemoDatabases;
import dev.dbmerge.cli.demo.DemoServer;
import dev.dbmerge.cli.demo.DemoSize;
import dev.dbmerge.cli.demo.TableSums;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes both applications' databases on one server and merges them by the specs of {@code sql/}, without their hooks. */
final class Demo {
    private static final List<String> APPLICATIONS = List.of("ete", "etm");

    /** How plans and reports are printed. */
    enum Format {
        TEXT,
        JSON
    }

    private final DemoServer server;
    private final Path sqlFolder;
    private final Merge.Opener opener;
    private final Console console;
    private final Format format;

    Demo(DemoServer server, Path sqlFolder, Merge.Opener opener, Console console, Format format) {
        this.server = server;
        this.sqlFolder = sqlFolder;
        this.opener = opener;
        this.console = console;
        this.format = format;
    }

    /** Does everything and gives the exit code; the server must not have the databases yet. */
    int exitCode(DemoSize size) {
        console.err().line("Making the databases of two applications, each as staging and as production have it.");
        List<DemoDatabase> databases = new DemoDatabases(server, sqlFolder, "").create(size);
        databases.forEach(database ->
                console.err().line("  %-16s%9s rows".formatted(database.schema(), Words.number(database.rows()))));
        List<String> sources = databases.stream().map(DemoDatabase::schema).toList();
        Map<String, Long> before = new TableSums(server).of(sources);
        List<MergeReport> reports = new ArrayList<>();
        for (String application : APPLICATIONS) {
            int exitCode = merge(application, reports);
            if (exitCode != 0) {
                return exitCode;
            }
        }
        compare(before, new TableSums(server).of(sources));
        if (format == Format.TEXT) {
            console.out().text("\n" + new DemoOutcome(reports).text());
            console.out()
                    .line("Staging and production are untouched: the checksums of their "
                            + Words.count(before.size(), "table") + " are what they were.");
        }
        return 0;
    }

    private int merge(String application, List<MergeReport> reports) {
        MergeSpec spec = SpecLoader.load(sqlFolder.resolve(application).resolve("merge.yml"), environment(application));
        try (Merge merge = opener.open(spec, new Merge.Terms(Merge.Choice.WITHOUT_SPEC_HOOKS))) {
            MergePlan plan = merge.plan();
            show(format == Format.JSON ? JsonReport.plan(plan) : text().plan(plan));
            if (plan.blocked()) {
                return ErrorCode.PLAN_BLOCKED.exitCode();
            }
            MergeReport report = run(merge, plan);
            show(format == Format.JSON ? JsonReport.run(report) : text().run(report));
            reports.add(report);
            return report.outcome() == Outcome.VERIFIED ? 0 : ErrorCode.CHECK_FAILED.exitCode();
        }
    }

    private MergeReport run(Merge merge, MergePlan plan) {
        try (Progress progress = Progress.on(console.err(), plan)) {
            return merge.run(plan, progress);
        }
    }

    /** Points the variables that the specs read at the demo's server. */
    private Map<String, String> environment(String application) {
        Map<String, String> environment = new TreeMap<>();
        for (String side : List.of("staging", "production")) {
            String prefix = (application + "_" + side + "_").toUpperCase(Locale.ROOT);
            environment.put(prefix + "URL", server.url() + application + "_" + side);
            environment.put(prefix + "USER", server.user());
            environment.put(prefix + "PASSWORD", server.password());
        }
        return environment;
    }

    private static void compare(Map<String, Long> before, Map<String, Long> after) {
        List<String> changed = before.keySet().stream()
                .filter(table -> !before.get(table).equals(after.get(table)))
                .toList();
        if (!changed.isEmpty() || before.size() != after.size()) {
            throw new MergeException(
                    ErrorCode.UNEXPECTED,
                    "The merges changed their sources: " + String.join(", ", changed) + ".",
                    "This must never happen; report it.");
        }
    }

    private void show(String page) {
        console.out().text((format == Format.JSON ? "" : "\n") + page);
    }

    private TextReport text() {
        return new TextReport(console.out().ink());
    }
}
