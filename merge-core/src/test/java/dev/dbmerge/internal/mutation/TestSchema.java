package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a structure from lines such as {@code users: id int!, name varchar(255)}, where the mark stands for NOT NULL. */
final class TestSchema {
    private TestSchema() {}

    static Schema of(String... lines) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (String line : lines) {
            String name = line.substring(0, line.indexOf(':'));
            List<Column> columns = new ArrayList<>();
            for (String column : line.substring(line.indexOf(':') + 1).split(",\\s+")) {
                columns.add(column(column.strip()));
            }
            Key key = new Key("PRIMARY", true, List.of(columns.get(0).name()));
            tables.put(
                    name,
                    new Table(
                            name,
                            "InnoDB",
                            "utf8mb4_general_ci",
                            0,
                            OptionalLong.empty(),
                            columns,
                            List.of(key),
                            List.of(),
                            ""));
        }
        return new Schema("test", "utf8mb4", "utf8mb4_general_ci", tables, List.of(), List.of());
    }

    private static Column column(String text) {
        String name = text.substring(0, text.indexOf(' '));
        String type = text.substring(text.indexOf(' ') + 1).replace("!", "");
        boolean words = type.startsWith("varchar") || type.equals("text");
        return new Column(
                name,
                type,
                type.replaceFirst("[ (].*", ""),
                words ? Optional.of("utf8mb4") : Optional.empty(),
                words ? Optional.of("utf8mb4_general_ci") : Optional.empty(),
                !text.endsWith("!"),
                Optional.empty(),
                false,
                false,
                false);
    }
}
