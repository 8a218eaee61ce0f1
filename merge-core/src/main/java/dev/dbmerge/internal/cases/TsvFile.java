package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads rows from a file with a tab between values: columns in the first line, {@code \N} for NULL. */
final class TsvFile {
    private final SourceFile source;
    private final Mistakes mistakes;

    TsvFile(SourceFile source, Mistakes mistakes) {
        this.source = source;
        this.mistakes = mistakes;
    }

    /** Gives the rows; empty where the file is not of that form, which is noted. */
    Optional<List<Row>> rows() {
        String[] columns = source.line(1).split("\t", -1);
        if (!named(columns)) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>();
        for (int line = 2; line <= source.lines().size(); line++) {
            row(line, columns).ifPresent(rows::add);
        }
        return Optional.of(rows);
    }

    private boolean named(String... columns) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].isBlank()) {
                mistake(
                        1,
                        column(columns, i),
                        "The first line does not name " + (columns.length == 1 ? "the columns." : "this column."),
                        "Write the columns' names with a tab between them.");
                return false;
            }
            if (!names.add(columns[i])) {
                mistake(1, column(columns, i), "The column " + columns[i] + " stands twice.", "Keep one of the two.");
                return false;
            }
        }
        return true;
    }

    /** Gives the place of a value in its line, or the line's end. */
    private static int column(String[] values, int index) {
        return Arrays.stream(values, 0, Math.min(index, values.length))
                        .mapToInt(value -> value.length() + 1)
                        .sum()
                + (index < values.length ? 1 : 0);
    }

    private Optional<Row> row(int line, String... columns) {
        String[] values = source.line(line).split("\t", -1);
        if (values.length != columns.length) {
            mistake(
                    line,
                    column(values, columns.length),
                    "The line has " + values.length + (values.length == 1 ? " value" : " values") + ", the first line "
                            + columns.length + (columns.length == 1 ? " column." : " columns."),
                    "Write a tab between values, \\t for a tab in one, \\N for NULL.");
            return Optional.empty();
        }
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            cells.put(columns[i], new Cell(source.at(line, column(values, i)), text(values[i]), true));
        }
        return Optional.of(new Row(source.at(line, 1), cells));
    }

    private static Optional<String> text(String value) {
        if (value.equals("\\N")) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                i++;
                c = switch (value.charAt(i)) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case '0' -> '\0';
                    default -> value.charAt(i);
                };
            }
            text.append(c);
        }
        return Optional.of(text.toString());
    }

    private void mistake(int line, int column, String problem, String remedy) {
        mistakes.add(ErrorCode.CASE, source, source.at(line, column), problem, remedy);
    }
}
