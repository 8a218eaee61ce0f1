package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
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
        return Decision.at(meaning, "[" + link.line(orphans) + "]", "references");
    }
}
