package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
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
        return link.columns().size() == 1
                && table.column(link.columns().get(0))
                        .filter(Column::nullable)
                        .filter(column -> !column.generated())
                        .isPresent()
                && table.primaryKey().isPresent();
    }

    /** Gives the ways in which the run changes the rows that point nowhere. */
    List<Decision> changing(Link link) {
        List<Decision> ways = new ArrayList<>();
        if (link.columns().size() == 1) {
            if (nullable(link)) {
                ways.add(reference(link, "set-null", "these rows stay and point at nothing"));
            }
            ways.add(reference(link, "delete", "these rows go"));
        }
        return ways;
    }

    /** Gives the way in which the rows stay as they are. */
    List<Decision> accepting(Link link) {
        return link.columns().size() == 1
                ? List.of(reference(link, "warn", "these rows stay as they are, and the report tells"))
                : List.of();
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
        String line = "[{ from: " + side(link.table(), link.columns().get(0)) + ", to: "
                + side(link.toTable(), link.toColumns().get(0)) + ", orphans: " + orphans + " }]";
        return Decision.at(meaning, line, "references");
    }

    private static String side(String table, String column) {
        return YamlText.scalar(name(table) + "." + name(column));
    }

    private static String name(String name) {
        return name.matches("[^\\s.`>]+") ? name : "`" + name + "`";
    }
}
