package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.mutation.RevealingRows.Revealed;
import dev.dbmerge.internal.mutation.Scenario.GivenRow;
import dev.dbmerge.internal.testbed.RowFate;
import dev.dbmerge.report.CaseDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes rows and what a rule does to them as a case in YAML. */
final class CaseText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$./@-]*( [A-Za-z0-9_$./@-]+)*");
    private static final Pattern WORDS_OF_YAML = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|now( .*)?|\\?");
    private static final Pattern PART = Pattern.compile("([^\\s,]+) ('(?:[^']|'')*'|[^,]*)(?:, |$)");

    private CaseText() {}

    /** Gives the rows of a case, in one line behind {@code given:}. */
    static String given(Scenario scenario) {
        return scenario.byTable().entrySet().stream()
                .map(entry -> name(entry.getKey()) + ": " + rows(entry.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String rows(List<GivenRow> rows) {
        List<String> texts = rows.stream().map(CaseText::row).toList();
        return texts.size() == 1 ? texts.get(0) : "[" + String.join(", ", texts) + "]";
    }

    private static String row(GivenRow row) {
        return row.cells().isEmpty()
                ? "{}"
                : row.cells().entrySet().stream()
                        .map(entry -> name(entry.getKey()) + ": " + value(entry.getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String value(Value value) {
        return value.text().map(text -> value.quoted() ? text(text) : text).orElse("null");
    }

    private static String name(String name) {
        return text(name);
    }

    /** Gives a text as YAML reads it back. */
    static String text(String text) {
        if (PLAIN.matcher(text).matches() && !WORDS_OF_YAML.matcher(text).matches()) {
            return text;
        }
        if (text.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == 0x85 || c == 0xa0 || c == 0x2028 || c == 0x2029)) {
            return "'" + text.replace("'", "''") + "'";
        }
        StringBuilder escaped = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else {
                escaped.append(c < ' ' || c > '~' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return escaped.append('"').toString();
    }

    /**
     * Gives what a cleanup rule does, behind {@code expect:}.
     *
     * @param written the tables that it writes
     * @param cells every cell that it changes
     */
    static String expectation(Revealed revealed, Set<String> written, List<CaseDifference> cells) {
        List<RowFate> fates = revealed.rule();
        List<Fate> kinds = fates.stream()
                .filter(fate -> written.contains(fate.table()))
                .map(RowFate::fate)
                .distinct()
                .toList();
        boolean elsewhere =
                fates.stream().anyMatch(fate -> !written.contains(fate.table()) && fate.fate() != Fate.KEPT);
        if (kinds.size() <= 1 && !kinds.contains(Fate.CHANGED) && !elsewhere) {
            return kinds.contains(Fate.REMOVED) ? "removed" : "kept";
        }
        Map<String, String> tables = new LinkedHashMap<>();
        for (String table : fates.stream().map(RowFate::table).distinct().toList()) {
            table(table, revealed, cells).ifPresent(text -> tables.put(table, text));
        }
        if (written.size() == 1 && tables.keySet().equals(written)) {
            return tables.values().iterator().next();
        }
        return tables.entrySet().stream()
                .map(entry -> name(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static Optional<String> table(String table, Revealed revealed, List<CaseDifference> cells) {
        List<String> parts = new ArrayList<>();
        String removed = revealed.rule().stream()
                .filter(fate -> fate.table().equals(table) && fate.fate() == Fate.REMOVED)
                .map(fate -> selection(fate.row()))
                .collect(Collectors.joining(", "));
        if (!removed.isEmpty()) {
            parts.add("removed: [" + removed + "]");
        }
        String changed = revealed.rule().stream()
                .filter(fate -> fate.table().equals(table) && fate.fate() == Fate.CHANGED)
                .map(fate -> change(fate, cells))
                .collect(Collectors.joining(", "));
        if (!changed.isEmpty()) {
            parts.add("changed: [" + changed + "]");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of("{ " + String.join(", ", parts) + " }");
    }

    private static String change(RowFate fate, List<CaseDifference> cells) {
        List<String> parts = new ArrayList<>();
        label(fate.row()).forEach((column, value) -> parts.add(name(column) + ": " + value));
        cells.stream()
                .filter(cell -> cell.table().equals(fate.table())
                        && cell.row().equals(fate.row())
                        && !cell.column().isEmpty())
                .forEach(cell -> parts.add(name(cell.column()) + ": " + spelled(cell.actual())));
        return "{ " + String.join(", ", parts) + " }";
    }

    private static String selection(String label) {
        List<String> key = List.copyOf(label(label).values());
        return key.size() == 1 ? key.get(0) : "[" + String.join(", ", key) + "]";
    }

    /** Gives the columns and values of a label such as {@code id 4} or {@code a 1, b 'x'}. */
    private static Map<String, String> label(String label) {
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher matcher = PART.matcher(label);
        while (matcher.find()) {
            parts.put(matcher.group(1), spelled(matcher.group(2)));
        }
        return parts;
    }

    /** Gives a value that SQL spells, as YAML. */
    private static String spelled(String sql) {
        if (sql.equals("NULL")) {
            return "null";
        }
        boolean quoted = sql.startsWith("'") && sql.endsWith("'") && sql.length() > 1;
        return quoted
                ? text(sql.substring(1, sql.length() - 1).replace("''", "'").replace("\\\\", "\\"))
                : sql;
    }

    /** Gives what a check says, behind {@code expect:}. */
    static String verdict(Revealed revealed) {
        boolean finds = !revealed.rule().isEmpty();
        boolean both = finds
                && revealed.changed().filter(changed -> !changed.isEmpty()).isPresent();
        if (!both) {
            return finds ? "found" : "holds";
        }
        String rows = revealed.rule().stream()
                .map(fate -> label(fate.row()).values().stream().findFirst().orElse("null"))
                .collect(Collectors.joining(", "));
        return "{ found: [" + rows + "] }";
    }
}
