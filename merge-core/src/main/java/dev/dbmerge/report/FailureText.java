package dev.dbmerge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Writes what one case that did not pass showed. */
final class FailureText {
    private static final int MOST = 20;
    private static final List<String> HEADINGS = List.of("table", "row", "column", "expected", "actual");

    private final CaseResult result;
    private final ShownPaths paths;
    private final Ink ink;

    FailureText(CaseResult result, ShownPaths paths, Ink ink) {
        this.result = result;
        this.paths = paths;
        this.ink = ink;
    }

    /** Gives {@code FAILED cleanup:010-x: its name} and the place under it, then {@link #details}. */
    List<String> lines() {
        String verdict = result.verdict().name();
        String head = result.verdict() == CaseResult.Verdict.UNDECIDED ? ink.warning(verdict) : ink.bad(verdict);
        List<String> lines = new ArrayList<>();
        lines.add("  " + head + " " + Paragraph.printable(result.subject() + ": " + result.name()));
        lines.add(" ".repeat(verdict.length() + 3) + place());
        lines.addAll(details());
        return lines;
    }

    /** Gives the file, line and column. */
    String place() {
        return paths.of(result.at().file()) + ":" + result.at().line() + ":"
                + result.at().column();
    }

    /** Gives the problems and the table of differences. */
    List<String> details() {
        List<String> lines = new ArrayList<>();
        if (result.verdict() == CaseResult.Verdict.UNDECIDED) {
            lines.add("    Its expectation is still open (expect: ?). This is what happens:");
        }
        result.problems().stream()
                .map(this::withoutPlace)
                .flatMap(String::lines)
                .forEach(line -> lines.addAll(Paragraph.lines("    ", paths.in(line))));
        lines.addAll(table());
        int more = result.differences().size() - MOST;
        if (more > 0) {
            lines.add("    ... and " + Words.number(more) + " more");
        }
        return lines;
    }

    /** The place stands above already. */
    private String withoutPlace(String problem) {
        String place = result.at() + ": ";
        return problem.startsWith(place) ? problem.substring(place.length()) : problem;
    }

    /** Leaves columns out in which no row says anything. */
    private List<String> table() {
        List<List<String>> rows = result.differences().stream()
                .limit(MOST)
                .map(FailureText::cells)
                .toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Integer> columns = IntStream.range(0, HEADINGS.size())
                .filter(column -> rows.stream().anyMatch(row -> says(column, row.get(column))))
                .boxed()
                .toList();
        Function<List<String>, String[]> chosen =
                row -> columns.stream().map(row::get).toArray(String[]::new);
        TextTable table = new TextTable("l".repeat(columns.size())).row(ink::heading, chosen.apply(HEADINGS));
        rows.forEach(row -> table.row(chosen.apply(row)));
        return table.lines().stream().map(line -> "  " + line).toList();
    }

    private boolean says(int column, String cell) {
        boolean open = result.verdict() == CaseResult.Verdict.UNDECIDED
                && HEADINGS.get(column).equals("expected");
        return !cell.isEmpty() && !open;
    }

    private static List<String> cells(CaseDifference difference) {
        CellPair pair = CellPair.of(difference);
        return List.of(
                CellPair.visible(difference.table()),
                CellPair.visible(difference.row()),
                CellPair.visible(difference.column()),
                pair.expected(),
                pair.actual());
    }

    /** Gives one sentence for programs that show one line a failure. */
    String summary() {
        if (result.verdict() == CaseResult.Verdict.UNDECIDED) {
            return "its expectation is still open (expect: ?)";
        }
        if (!result.problems().isEmpty()) {
            return paths.in(withoutPlace(result.problems().get(0)));
        }
        return result.differences().stream()
                .findFirst()
                .map(FailureText::summary)
                .orElseGet(() -> result.verdict().name().toLowerCase(Locale.ROOT));
    }

    private static String summary(CaseDifference difference) {
        CellPair pair = CellPair.of(difference);
        String column = difference.column().isEmpty() ? "" : ", " + difference.column();
        return CellPair.visible(difference.table() + " " + difference.row() + column)
                        .strip() + ": expected " + pair.expected() + ", actual " + pair.actual();
    }
}
