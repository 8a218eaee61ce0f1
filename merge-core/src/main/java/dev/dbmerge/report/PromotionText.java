package dev.dbmerge.report;

import java.util.ArrayList;
import java.util.List;

/** Writes for people what a promotion would do, did, or what became of one. */
final class PromotionText {
    private final Ink ink;
    private final Page page;

    PromotionText(Ink ink) {
        this.ink = ink;
        this.page = new Page(ink);
    }

    String of(PromotionPreview preview) {
        page.line(ink.heading(preview.name() + ": " + preview.target() + " -> " + preview.live()));
        page.section(
                "",
                new TextTable("ll")
                        .row("made by", "run " + preview.runId())
                        .row("swap", preview.way())
                        .row("backup", preview.backup())
                        .lines());
        page.section("what production writes meanwhile", paragraphs(preview.caughtUp()));
        page.section(
                "between the swap and the deployment the running application misses",
                paragraphs(preview.missed().isEmpty() ? List.of("nothing") : preview.missed()));
        page.section("", paragraphs(List.of("reversible: " + preview.reversible())));
        page.section("open for long, and in the way of the swap", paragraphs(preview.blockers()));
        return page.text();
    }

    String of(PromotionReport report) {
        page.line(ink.heading(report.name() + ": promoted to " + report.live()));
        TextTable table = new TextTable("ll")
                .row("made by", "run " + report.runId())
                .row("swap", report.way())
                .row("tables", Words.number(report.tables()))
                .row("caught up", Words.count(report.caughtUp(), "row"))
                .row("writers waited", report.blocked().toMillis() + " ms" + attempts(report))
                .row("before", report.previous() + " keeps the tables that were live");
        report.backup()
                .ifPresent(backup -> table.row(
                        "backup",
                        Words.count(backup.rows(), "row") + " in " + backup.folder()
                                + (backup.proven() ? ", restored and equal" : ", not proven")));
        page.section("", table.lines());
        page.section("notes", paragraphs(report.notes()));
        page.section("what failed behind the swap", paragraphs(report.troubles()));
        String end = "outcome: promoted in " + Words.time(report.took());
        page.section(
                "",
                List.of(
                        report.troubles().isEmpty()
                                ? ink.good(end)
                                : ink.bad(end + "; "
                                        + Words.count(report.troubles().size(), "trouble") + " to look at")));
        return page.text();
    }

    private static String attempts(PromotionReport report) {
        return report.attempts() == 1
                ? ""
                : " in attempt " + report.attempts() + ", "
                        + report.longestBlocked().toMillis() + " ms in the longest";
    }

    String of(RecoveryReport report) {
        page.line(ink.heading(report.name() + ": " + report.live()));
        List<String> lines = new ArrayList<>(paragraphs(report.notes()));
        page.section("", lines);
        page.section(
                "",
                List.of(
                        switch (report.end()) {
                            case NOTHING -> ink.good("outcome: no promotion had stopped");
                            case UNDONE -> ink.good("outcome: undone; the live database is as before the promotion");
                            case FINISHED ->
                                ink.good(
                                        "outcome: finished; " + report.previous() + " keeps the tables that were live");
                        }));
        return page.text();
    }

    private static List<String> paragraphs(List<String> sentences) {
        return sentences.stream()
                .flatMap(sentence -> Paragraph.lines("  ", sentence).stream())
                .toList();
    }
}
