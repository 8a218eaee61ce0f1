package dev.dbmerge.report;

import dev.dbmerge.internal.yaml.YamlPiece;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.MergePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a plan's findings for people: a group a table, those with blockers first, each finding with the lines that settle it. */
final class FindingsText {
    private static final String INDENT = " ".repeat(11);

    private final MergePlan plan;
    private final Ink ink;

    FindingsText(MergePlan plan, Ink ink) {
        this.plan = plan;
        this.ink = ink;
    }

    /** Puts each group into a section of its own; findings about no table are on the merge. */
    void print(Page page) {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        plan.findings().stream()
                .sorted(Comparator.comparing(Finding::level))
                .forEach(finding -> groups.computeIfAbsent(finding.table(), name -> new ArrayList<>())
                        .add(finding));
        Comparator<Map.Entry<String, List<Finding>>> gravest =
                Comparator.comparing(group -> group.getValue().get(0).level());
        groups.entrySet().stream()
                .sorted(gravest.thenComparing(Map.Entry::getKey))
                .forEach(group -> page.section(
                        heading(group.getKey(), group.getValue()),
                        group.getValue().stream().flatMap(this::finding).toList()));
    }

    /** Gives the first way of every blocker in one piece of YAML; none where there are not several to put together. */
    List<String> together() {
        YamlPiece piece = YamlPiece.empty();
        int settled = 0;
        for (Finding blocker : plan.blockers()) {
            Optional<YamlPiece> more = blocker.decisions().stream()
                    .findFirst()
                    .map(Decision::lines)
                    .flatMap(piece::with);
            if (more.isPresent()) {
                piece = more.get();
                settled++;
            }
        }
        if (settled < 2) {
            return List.of();
        }
        int left = plan.blockers().size() - settled;
        List<String> lines = new ArrayList<>(Paragraph.lines(
                "  ",
                "These lines settle " + Words.count(settled, "blocker") + ", each in the way that is named first"
                        + (left == 0
                                ? ""
                                : "; " + Words.number(left) + " cannot be settled together with them or by the"
                                        + " spec alone")
                        + ". Read what they give up before you put them into the spec:"));
        piece.lines().forEach(line -> lines.add("    " + Paragraph.printable(line)));
        return lines;
    }

    private static String heading(String table, List<Finding> findings) {
        String counts = Stream.of(Level.values())
                .map(level -> count(findings, level))
                .filter(count -> !count.isEmpty())
                .collect(Collectors.joining(", "));
        return "findings on " + (table.isEmpty() ? "the merge" : Paragraph.printable(table)) + ": " + counts;
    }

    static String count(List<Finding> findings, Level level) {
        long count = findings.stream().filter(one -> one.level() == level).count();
        return count == 0 ? "" : Words.count(count, level.name().toLowerCase(java.util.Locale.ROOT));
    }

    private Stream<String> finding(Finding finding) {
        String level = String.format("  %-7s", finding.level());
        String subject = Paragraph.printable(finding.subject());
        String head = inked(finding.level(), level) + "  " + finding.code() + "  " + subject;
        return Stream.of(
                        List.of(head),
                        sentence(finding.problem()),
                        sentence(finding.remedy()),
                        ways(finding.decisions()))
                .flatMap(List::stream);
    }

    private static List<String> sentence(String text) {
        return text.isEmpty() ? List.of() : Paragraph.lines(INDENT, text);
    }

    private List<String> ways(List<Decision> decisions) {
        List<String> lines = new ArrayList<>();
        for (Decision way : decisions) {
            lines.addAll(Paragraph.lines(INDENT, (lines.isEmpty() ? "decide in the spec: " : "or: ") + way.meaning()));
            way.lines().forEach(line -> lines.add(INDENT + "  " + ink.good(Paragraph.printable(line))));
        }
        return lines;
    }

    private String inked(Level level, String text) {
        return switch (level) {
            case BLOCKER -> ink.bad(text);
            case WARNING -> ink.warning(text);
            case NOTE -> ink.faint(text);
        };
    }
}
