package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.report.CaseDifference;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says where a case, blanks or an accent may be why a row is not as expected: then it is the column's collation that decides. */
final class CollationNotes {
    private CollationNotes() {}

    /**
     * Gives one note a column.
     *
     * @param sql the statement whose literals the rows' texts may be taken for
     */
    static List<String> of(String sql, List<CaseDifference> differences, List<RowHistory> rows) {
        Map<String, String> notes = new LinkedHashMap<>();
        List<String> literals = literals(sql);
        for (CaseDifference difference : differences) {
            rows.stream()
                    .filter(row -> row.table().name().equals(difference.table())
                            && row.label().equals(difference.row()))
                    .forEach(row -> add(notes, row, difference, literals));
        }
        return List.copyOf(notes.values());
    }

    private static void add(
            Map<String, String> notes, RowHistory row, CaseDifference difference, List<String> literals) {
        for (int i = 0; i < row.before().size(); i++) {
            Column column = row.table().columns().get(i);
            if (column.collation().isEmpty()) {
                continue;
            }
            if (column.name().equals(difference.column())) {
                note(notes, row, column, difference.actual(), difference.expected());
            }
            for (String literal : literals) {
                note(notes, row, column, row.before().get(i), literal);
            }
        }
    }

    private static void note(Map<String, String> notes, RowHistory row, Column column, String one, String other) {
        if (!one.equals(other) && folded(one).equals(folded(other))) {
            String name = row.table().name() + "." + column.name();
            notes.putIfAbsent(
                    name,
                    name + " has the collation " + column.collation().orElseThrow() + ", which decides whether " + one
                            + " is the same as " + other + ".");
        }
    }

    private static List<String> literals(String sql) {
        try {
            return SqlText.tokens(sql).stream()
                    .filter(token -> token.kind() == Token.Kind.STRING)
                    .map(token -> Names.literal(text(token.text())))
                    .toList();
        } catch (SqlTextException e) {
            return List.of();
        }
    }

    private static String text(String literal) {
        String quote = literal.substring(0, 1);
        return literal.substring(1, literal.length() - 1).replace(quote + quote, quote);
    }

    private static String folded(String spelled) {
        return Normalizer.normalize(StoredValue.text(spelled), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .stripTrailing();
    }
}
