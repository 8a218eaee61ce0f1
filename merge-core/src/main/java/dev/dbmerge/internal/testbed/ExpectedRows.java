package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a case says of the rows of its tables.
 *
 * @param fates by table and the row's label; a row that is not here has to stay as it is
 * @param contents by table, the rows that it is to hold in the end, by their columns
 */
record ExpectedRows(Map<String, Map<String, ExpectedFate>> fates, Map<Table, List<ExpectedRow>> contents) {
    ExpectedRows {
        Map<String, Map<String, ExpectedFate>> copies = new LinkedHashMap<>();
        fates.forEach((table, byRow) -> copies.put(table, Map.copyOf(byRow)));
        fates = Map.copyOf(copies);
        contents = new LinkedHashMap<>(contents);
    }

    Optional<ExpectedFate> fate(RowHistory row) {
        return Optional.ofNullable(
                fates.getOrDefault(row.table().name(), Map.of()).get(row.label()));
    }

    /**
     * A row that is to be there.
     *
     * @param values by the column's index in its table, as SQL spells them
     */
    record ExpectedRow(Map<Integer, String> values) {
        ExpectedRow {
            values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        long equal(List<String> row) {
            return values.entrySet().stream()
                    .filter(entry -> row.get(entry.getKey()).equals(entry.getValue()))
                    .count();
        }
    }
}
