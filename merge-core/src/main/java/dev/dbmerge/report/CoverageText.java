package dev.dbmerge.report;

import dev.dbmerge.report.MutantResult.Fate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes which changes of one rule its cases would not notice, and what to do about each. */
final class CoverageText {
    private static final int MOST = 10;
    private static final String INDENT = "    ";

    private final RuleCoverage coverage;
    private final String folder;
    private final TextReport.Detail detail;
    private final Ink ink;

    /**
     * Makes the writer.
     *
     * @param folder of the rule's cases, as it is to be shown
     */
    CoverageText(RuleCoverage coverage, String folder, TextReport.Detail detail, Ink ink) {
        this.coverage = coverage;
        this.folder = folder;
        this.detail = detail;
        this.ink = ink;
    }

    /** Gives {@code 28 of 29 changes noticed}. */
    static String summary(RuleCoverage coverage) {
        if (!coverage.outside().isEmpty()) {
            return "outside coverage: " + coverage.outside();
        }
        if (coverage.mutants().isEmpty()) {
            return "nothing to change";
        }
        int accepted = coverage.of(Fate.ACCEPTED).size();
        return coverage.of(Fate.NOTICED).size() + " of "
                + Words.count(coverage.mutants().size(), "change") + " noticed"
                + (accepted == 0 ? "" : ", " + accepted + " accepted");
    }

    /** Gives the marked text and a paragraph an unnoticed change; nothing where all is noticed and no detail wanted. */
    List<String> lines() {
        List<MutantResult> unnoticed = coverage.of(Fate.UNNOTICED);
        List<String> lines = new ArrayList<>();
        boolean whole = detail == TextReport.Detail.WHOLE && !coverage.mutants().isEmpty();
        if (!unnoticed.isEmpty() || whole) {
            lines.addAll(new MarkedSql(coverage.sql(), marks(unnoticed)).lines(INDENT));
        }
        int shown = whole ? unnoticed.size() : Math.min(MOST, unnoticed.size());
        for (int i = 0; i < shown; i++) {
            lines.addAll(paragraph(i + 1, unnoticed.get(i)));
        }
        if (shown < unnoticed.size()) {
            lines.add(INDENT + "... and " + (unnoticed.size() - shown) + " more; -v shows them.");
        }
        if (whole) {
            lines.addAll(others());
        }
        coverage.notes().forEach(note -> lines.addAll(Paragraph.lines(INDENT, "note: " + note)));
        return lines;
    }

    private List<MarkedSql.Mark> marks(List<MutantResult> unnoticed) {
        Map<List<Integer>, String> numbers = new LinkedHashMap<>();
        for (int i = 0; i < unnoticed.size(); i++) {
            numbers.merge(span(unnoticed.get(i)), Integer.toString(i + 1), (a, b) -> a + ", " + b);
        }
        Stream<MarkedSql.Mark> open = numbers.entrySet().stream()
                .map(entry -> new MarkedSql.Mark(
                        entry.getKey().get(0), entry.getKey().get(1), '~', entry.getValue(), ink::warning));
        Stream<MarkedSql.Mark> done = coverage.mutants().stream()
                .filter(mutant -> detail == TextReport.Detail.WHOLE)
                .map(CoverageText::span)
                .distinct()
                .filter(span -> !numbers.containsKey(span))
                .map(span -> new MarkedSql.Mark(span.get(0), span.get(1), '-', "ok", ink::good));
        return Stream.concat(open, done).collect(Collectors.toList());
    }

    private static List<Integer> span(MutantResult mutant) {
        return List.of(mutant.from(), mutant.to());
    }

    private List<String> paragraph(int number, MutantResult mutant) {
        String head = INDENT + number + "  ";
        String indent = " ".repeat(head.length());
        String said = mutant.name() + ": " + mutant.said() + ".";
        String add = mutant.revealing().isPresent()
                ? " Add to " + folder + "/:"
                : " No row that shows it was found; write a case in " + folder + "/,";
        List<String> lines = new ArrayList<>(Paragraph.lines(indent, said + add));
        lines.set(0, ink.warning(head) + lines.get(0).substring(head.length()));
        mutant.revealing()
                .ifPresent(yaml -> yaml.stripTrailing()
                        .lines()
                        .forEach(line -> lines.add(indent + "  " + CellPair.visible(line))));
        lines.add(indent + "or accept it in accepted.yml: - { change: " + flow(mutant.name()) + ", reason: ... }");
        return lines;
    }

    private List<String> others() {
        List<String> lines = new ArrayList<>();
        coverage.of(Fate.ACCEPTED)
                .forEach(mutant -> lines.addAll(
                        Paragraph.lines(INDENT, "accepted: " + mutant.name() + " (" + mutant.said() + ")")));
        coverage.of(Fate.NOTICED)
                .forEach(mutant -> lines.addAll(
                        Paragraph.lines(INDENT, "noticed: " + mutant.name() + " (" + mutant.said() + ")")));
        return lines.stream().map(ink::faint).toList();
    }

    /** Writes a text as a value within YAML's braces. */
    private static String flow(String text) {
        boolean plain = text.matches("[A-Za-z0-9][^,\\[\\]{}#:]*") && !text.endsWith(" ");
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}
