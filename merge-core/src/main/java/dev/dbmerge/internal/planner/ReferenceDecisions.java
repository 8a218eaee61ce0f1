package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.spec.Reference;
import java.util.ArrayList;
import java.util.List;

/** Writes the lines of a spec that decide what becomes of rows that point nowhere. */
final class ReferenceDecisions {
    private final Schema target;
    private final Schema production;

    ReferenceDecisions(Schema target, Schema production) {
        this.target = target;
        this.production = production;
    }

    /** Tells whether rows of the reference can point at nothing. */
    boolean nullable(Link link) {
        Table table = target.table(link.table()).orElseThrow();
        return table.primaryKey().isPresent()
                && link.columns().stream()
                        .map(name -> table.column(name).orElseThrow())
                        .allMatch(column -> column.nullable() && !column.generated());
    }

    /** Gives the ways in which the run changes the rows that point nowhere. */
    List<Decision> changing(Link link) {
        List<Decision> ways = new ArrayList<>();
        if (nullable(link)) {
            ways.add(reference(link, "set-null", "these rows stay and point at nothing"));
        }
        ways.add(reference(link, "delete", "these rows go"));
        return ways;
    }

    /** Gives the way in which the rows stay as they are. */
    List<Decision> accepting(Link link) {
        return List.of(reference(link, "warn", "these rows stay as they are, and the report tells"));
    }

    /** Gives the ways in which staging's rows do not come at all. */
    List<Decision> otherRows(Link link) {
        List<Decision> ways = new ArrayList<>();
        if (production.table(link.table()).isPresent()) {
            ways.add(Decision.at(
                    "production's rows of " + link.table() + " come, with their own parents",
                    "{}",
                    "overlay",
                    link.table()));
        }
        ways.add(Decision.at("no rows of " + link.table() + " come", "empty", "tables", link.table()));
        return ways;
    }

    private static Decision reference(Link link, String orphans, String meaning) {
        return line(link.table(), link.columns(), link.toTable(), link.toColumns(), orphans, meaning);
    }

    /** Gives the line that says something of the orphans of a reference. */
    static Decision line(
            String table,
            List<String> columns,
            String toTable,
            List<String> toColumns,
            String orphans,
            String meaning) {
        String line = "[{ from: " + side(table, columns) + ", to: " + side(toTable, toColumns) + ", orphans: " + orphans
                + " }]";
        return Decision.at(meaning, line, "references");
    }

    private static String side(String table, List<String> columns) {
        List<String> names = columns.stream().map(ReferenceDecisions::name).toList();
        return YamlText.scalar(Reference.side(name(table), names));
    }

    private static String name(String name) {
        return name.matches("[^\\s.,`>()]+") ? name : "`" + name + "`";
    }
}
