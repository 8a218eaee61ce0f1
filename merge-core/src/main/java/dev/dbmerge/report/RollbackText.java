package dev.dbmerge.report;

import java.util.List;

/** Writes for people what a rollback would do or did. */
final class RollbackText {
    private final Ink ink;
    private final Page page;

    RollbackText(Ink ink) {
        this.ink = ink;
        this.page = new Page(ink);
    }

    String of(RollbackPreview preview) {
        page.line(ink.heading(preview.name() + ": " + preview.kept() + " -> " + preview.live()));
        page.section(
                "",
                new TextTable("ll")
                        .row("takes back", preview.swap() + ", run " + preview.runId())
                        .row("swap", preview.way())
                        .row("written since", Words.count(preview.written(), "row"))
                        .lines());
        page.section("", paragraphs(List.of("reversible: " + preview.reversible())));
        page.section("carried back", paragraphs(preview.carried()));
        page.section("has no place there when it is written", paragraphs(preview.guarded()));
        page.section(
                "the running application misses",
                paragraphs(preview.missed().isEmpty() ? List.of("nothing") : preview.missed()));
        page.section("open for long, and in the way of the swap", paragraphs(preview.blockers()));
        return page.text();
    }

    String of(RollbackReport report) {
        page.line(ink.heading(report.name() + ": rolled back " + report.live()));
        TextTable table = new TextTable("ll")
                .row("taken back", report.swap() + ", run " + report.runId())
                .row("swap", report.way())
                .row("tables", Words.number(report.tables()))
                .row("carried back", Words.count(report.carried(), "row"))
                .row("writers waited", report.blocked().toMillis() + " ms")
                .row("before", report.previous() + " keeps the tables that were live");
        report.file().ifPresent(file -> table.row("left", Words.count(report.left(), "row") + " in " + file));
        page.section("", table.lines());
        page.section("not carried back", paragraphs(report.losses()));
        page.section("notes", paragraphs(report.notes()));
        page.section("what failed behind the swap", paragraphs(report.troubles()));
        String end = "outcome: rolled back in " + Words.time(report.took());
        page.section(
                "",
                List.of(
                        report.troubles().isEmpty()
                                ? ink.good(end)
                                : ink.bad(end + "; "
                                        + Words.count(report.troubles().size(), "trouble") + " to look at")));
        return page.text();
    }

    private static List<String> paragraphs(List<String> sentences) {
        return sentences.stream()
                .flatMap(sentence -> Paragraph.lines("  ", sentence).stream())
                .toList();
    }
}
