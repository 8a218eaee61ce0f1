package dev.dbmerge.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A row that was written since a promotion and that its rollback did not carry back, or not in all columns.
 *
 * @param key by column
 * @param happened {@code inserted}, {@code updated}, {@code deleted}, or {@code unknown} where the binary log does not tell which rows of
 *     the table were written
 * @param values by column; empty for NULL; none of a row that was deleted
 * @param lost the columns whose values are not carried; none where nothing of the row is
 * @param why nothing of it is, in a clause
 * @param sql what is left to do for it in the tables that came back; empty where these have no place for it
 */
public record LeftRow(
        String table,
        Map<String, Optional<String>> key,
        String happened,
        Map<String, Optional<String>> values,
        List<String> lost,
        String why,
        String sql) {
    public LeftRow {
        Objects.requireNonNull(table, "table");
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        Objects.requireNonNull(happened, "happened");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        lost = List.copyOf(lost);
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(sql, "sql");
    }
}
