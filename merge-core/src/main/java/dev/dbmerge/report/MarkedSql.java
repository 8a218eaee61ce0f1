package dev.dbmerge.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes an SQL text with marks under its parts, such as {@code ~~~~~~ 1}. */
final class MarkedSql {
    /**
     * A part of the text to mark.
     *
     * @param from where it begins, counted from 0
     * @param to behind it
     * @param sign fills the line under it
     * @param label stands behind the signs
     */
    record Mark(int from, int to, char sign, String label, UnaryOperator<String> ink) {}

    /** A piece of the line under a line of the text. */
    private record Piece(int column, String text, UnaryOperator<String> ink) {
        int end() {
            return column + Width.of(text);
        }
    }

    private final String sql;
    private final List<Mark> marks;

    MarkedSql(String sql, List<Mark> marks) {
        this.sql = sql;
        this.marks = marks.stream()
                .filter(mark -> 0 <= mark.from() && mark.from() < mark.to() && mark.to() <= sql.length())
                .sorted(Comparator.comparingInt(Mark::from).thenComparingInt(mark -> -mark.to()))
                .toList();
    }

    /** Gives the text's lines without the comments that it begins with, each followed by the lines of its marks. */
    List<String> lines(String indent) {
        List<String> lines = new ArrayList<>();
        int begin = 0;
        while (begin <= sql.length()) {
            int end = sql.indexOf('\n', begin) < 0 ? sql.length() : sql.indexOf('\n', begin);
            String line = sql.substring(begin, end);
            List<Piece> pieces = pieces(begin, line);
            if (!lines.isEmpty() || !pieces.isEmpty() || !skipped(line)) {
                lines.add((indent + shown(line)).stripTrailing());
                rows(pieces).forEach(row -> lines.add(indent + row));
            }
            begin = end + 1;
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private static boolean skipped(String line) {
        return line.isBlank() || line.startsWith("--") || line.startsWith("#");
    }

    private static String shown(String part) {
        return part.replaceAll("\\p{Cntrl}", " ");
    }

    private List<Piece> pieces(int begin, String line) {
        List<Piece> pieces = new ArrayList<>();
        int text = line.length() - line.stripLeading().length();
        int end = line.stripTrailing().length();
        for (Mark mark : marks) {
            int from = Math.max(mark.from() - begin, text);
            int to = Math.min(mark.to() - begin, end);
            if (from < to) {
                boolean last = mark.to() - begin <= line.length();
                String signs = String.valueOf(mark.sign()).repeat(Width.of(shown(line.substring(from, to))));
                pieces.add(new Piece(
                        Width.of(shown(line.substring(0, from))),
                        last ? signs + " " + mark.label() : signs,
                        mark.ink()));
            }
        }
        return pieces;
    }

    /** Puts each piece on the first line that has room for it. */
    private static List<String> rows(List<Piece> pieces) {
        List<List<Piece>> rows = new ArrayList<>();
        for (Piece piece : pieces) {
            rows.stream()
                    .filter(row -> row.get(row.size() - 1).end() < piece.column())
                    .findFirst()
                    .orElseGet(() -> {
                        rows.add(new ArrayList<>());
                        return rows.get(rows.size() - 1);
                    })
                    .add(piece);
        }
        return rows.stream().map(MarkedSql::row).toList();
    }

    private static String row(List<Piece> pieces) {
        StringBuilder row = new StringBuilder();
        int column = 0;
        for (Piece piece : pieces) {
            row.append(" ".repeat(piece.column() - column)).append(piece.ink().apply(piece.text()));
            column = piece.end();
        }
        return row.toString();
    }
}
