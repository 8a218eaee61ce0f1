package dev.dbmerge.report;

import dev.dbmerge.plan.Finding;
import java.util.List;
import java.util.stream.Stream;

/** Writes findings about servers and references for people. */
final class FindingText {
    private final Ink ink;

    FindingText(Ink ink) {
        this.ink = ink;
    }

    List<String> lines(List<Finding> findings) {
        return findings.stream().flatMap(this::finding).toList();
    }

    private Stream<String> finding(Finding finding) {
        String level = inked(finding.level(), String.format("  %-7s", finding.level()));
        String head = level + "  " + finding.code() + "  " + Paragraph.printable(finding.subject());
        List<String> lines = finding.decisions().stream()
                .flatMap(decision -> decision.lines().stream())
                .map(line -> " ".repeat(13) + Paragraph.printable(line))
                .toList();
        return Stream.of(List.of(head), sentence(finding.problem()), sentence(finding.remedy()), lines)
                .flatMap(List::stream);
    }

    private static List<String> sentence(String text) {
        return text.isEmpty() ? List.of() : Paragraph.lines(" ".repeat(11), text);
    }

    private String inked(Finding.Level level, String text) {
        return switch (level) {
            case BLOCKER -> ink.bad(text);
            case WARNING -> ink.warning(text);
            case NOTE -> ink.faint(text);
        };
    }
}
