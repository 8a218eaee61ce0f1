package dev.dbmerge.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lines up rows of cells in columns, numbers to the right. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<Row> rows = new ArrayList<>();
    private final String alignment;

    private record Row(UnaryOperator<String> ink, List<String> cells) {}

    /**
     * Makes an empty table.
     *
     * @param alignment a letter a column: {@code l} to the left, {@code r} to the right
     */
    TextTable(String alignment) {
        this.alignment = alignment;
    }

    TextTable row(String... cells) {
        return row(UnaryOperator.identity(), cells);
    }

    TextTable row(UnaryOperator<String> ink, String... cells) {
        if (cells.length != alignment.length()) {
            throw new IllegalArgumentException(cells.length + " cells for columns " + alignment);
        }
        rows.add(new Row(ink, Arrays.stream(cells).map(Paragraph::printable).toList()));
        return this;
    }

    /** Gives one line a row, indented by two, without blanks at its end. */
    List<String> lines() {
        return rows.stream()
                .map(row -> row.ink().apply((GAP + line(row.cells())).stripTrailing()))
                .toList();
    }

    private String line(List<String> cells) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String blanks = " ".repeat(width(i) - Width.of(cell));
            padded.add(alignment.charAt(i) == 'r' ? blanks + cell : cell + blanks);
        }
        return String.join(GAP, padded);
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> Width.of(row.cells().get(column)))
                .max()
                .orElse(0);
    }
}
