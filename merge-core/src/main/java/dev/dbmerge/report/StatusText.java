package dev.dbmerge.report;

import dev.dbmerge.plan.ByteCount;
import dev.dbmerge.report.Holding.Fate;
import dev.dbmerge.report.Holding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes for people what there is of a merge, and what a cleaning dropped. */
final class StatusText {
    private final Ink ink;
    private final Page page;

    StatusText(Ink ink) {
        this.ink = ink;
        this.page = new Page(ink);
    }

    String of(StatusReport report) {
        page.line(ink.heading(report.name() + ": " + report.live()));
        page.section("warnings", paragraphs(report.warnings()));
        report.target().ifPresent(target -> page.section("the target's run", target(target)));
        page.section("where users' data lies", holdings(report));
        page.section(
                "the way back",
                report.log()
                        .map(log -> Paragraph.lines("  ", log.database() + ": " + log.text()))
                        .orElse(List.of("  no previous tables are kept")));
        List<Holding> drops = report.toDrop();
        page.section(
                "",
                List.of(
                        "keep: " + report.keep() + "; retention: "
                                + report.retention()
                                        .map(StatusText::age)
                                        .orElse("none, so that nothing is dropped for its age"),
                        drops.isEmpty()
                                ? "Nothing is to be dropped."
                                : "dbmerge status --clean drops " + Words.count(drops.size(), "thing")
                                        + ", marked with x."));
        return page.text();
    }

    private static List<String> target(TargetStatus target) {
        TextTable table = new TextTable("ll")
                .row("target", target.target())
                .row("run", target.runId() + " of " + minute(target.startedAt()) + ", spec " + target.spec())
                .row("state", target.state())
                .row(
                        "promotion",
                        target.promotion()
                                .map(state ->
                                        state + (target.stopped() ? ": run dbmerge recover" : "; " + target.previous()))
                                .orElse("not promoted"));
        target.archives()
                .forEach(archive -> table.row(
                        "archive",
                        Words.count(archive.rows(), "row") + " of " + archive.table() + " by " + archive.rule()));
        return table.lines();
    }

    private List<String> holdings(StatusReport report) {
        TextTable table = new TextTable("lllrrrl").row(ink::heading, "", "what", "name", "size", "tables", "age", "");
        report.holdings()
                .forEach(holding -> table.row(
                        holding.fate() == Fate.STAYS ? line -> line : ink::warning,
                        holding.fate() == Fate.DROPPED ? "x" : "",
                        holding.kind().toString(),
                        holding.name(),
                        holding.bytes().isPresent()
                                ? new ByteCount(holding.bytes().getAsLong()).toString()
                                : "",
                        holding.kind() == Kind.UNFINISHED_BACKUP ? "" : Words.number(holding.tables()),
                        holding.kind() == Kind.LIVE
                                ? "now"
                                : holding.age(report.at()).map(StatusText::age).orElse(""),
                        holding.because()));
        return table.lines();
    }

    String of(CleaningReport report) {
        page.line(ink.heading(report.name() + ": cleaned"));
        TextTable table = new TextTable("lll");
        report.dropped().forEach(one -> table.row("dropped", one.name(), one.because()));
        report.left().forEach(one -> table.row("left", one.name(), one.because()));
        page.section("", table.lines());
        page.section("", List.of("outcome: " + Words.count(report.dropped().size(), "thing") + " dropped"));
        return page.text();
    }

    private static String minute(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String age(Duration age) {
        if (age.toDays() >= 1) {
            return Words.count(age.toDays(), "day");
        }
        return age.toHours() >= 1 ? Words.count(age.toHours(), "hour") : Words.count(age.toMinutes(), "minute");
    }

    private static List<String> paragraphs(List<String> sentences) {
        return sentences.stream()
                .flatMap(sentence -> Paragraph.lines("  ", sentence).stream())
                .toList();
    }
}
