package dev.dbmerge.internal.run;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists what an application misses that was made for the live database and meets the new tables. */
record Missed(Schema live, Schema target) {
    List<String> list() {
        List<String> missed = new ArrayList<>();
        for (Table table : live.tables().values()) {
            Optional<Table> come = target.table(table.name());
            if (come.isEmpty()) {
                missed.add("table " + table.name());
                continue;
            }
            for (Column column : table.columns()) {
                if (come.get().column(column.name()).isEmpty()) {
                    missed.add("column " + table.name() + "." + column.name());
                }
            }
            come.get().columns().stream()
                    .filter(column ->
                            !column.fillsItself() && table.column(column.name()).isEmpty())
                    .forEach(column -> missed.add("a value for the new column " + table.name() + "." + column.name()
                            + ", which has no default, so that its INSERTs are refused"));
        }
        live.code().stream()
                .filter(object -> target.code().stream()
                        .noneMatch(other ->
                                other.kind() == object.kind() && other.name().equals(object.name())))
                .forEach(object -> missed.add(object.title()));
        return missed;
    }
}
