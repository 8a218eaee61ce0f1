package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks staging for rows of its own tables that share a unique key once another collation takes the place of theirs. */
final class SubstitutedKeys {
    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)\\)");

    private final Session session;
    private final Schema staging;
    private final Map<String, String> substitutions;
    private final Collations known;

    /**
     * Makes it; no row is read yet.
     *
     * @param session reads staging's rows
     * @param target what the target's server knows
     */
    SubstitutedKeys(Session session, Schema staging, Collations target) {
        this.session = session;
        this.staging = staging;
        this.substitutions = target.substitutions(staging);
        this.known = substitutions.isEmpty() ? target : Collations.of(session);
    }

    /** Looks at the tables whose rows are staging's. */
    List<Finding> findings(Predicate<String> copied) {
        List<Finding> findings = new ArrayList<>();
        if (substitutions.isEmpty()) {
            return findings;
        }
        for (Table table : staging.tables().values()) {
            if (copied.test(table.name())) {
                table.keys().stream()
                        .filter(key -> key.unique()
                                && key.parts().size() == key.columns().size())
                        .forEach(key -> shared(table, key).ifPresent(findings::add));
            }
        }
        return findings;
    }

    private Optional<Finding> shared(Table table, Key key) {
        List<String> values = new ArrayList<>();
        List<String> collations = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String column = key.columns().get(i);
            Matcher length = LENGTH.matcher(key.parts()
                    .get(i)
                    .substring(Math.min(column.length(), key.parts().get(i).length())));
            String value =
                    length.find() ? "LEFT(" + Names.quote(column) + ", " + length.group(1) + ")" : Names.quote(column);
            Optional<String> other =
                    table.column(column).flatMap(Column::collation).map(substitutions::get);
            other.ifPresent(collations::add);
            values.add(other.map(collation -> value + " COLLATE " + collation).orElse(value));
        }
        if (collations.isEmpty()) {
            return Optional.empty();
        }
        String title = "staging's " + table.name() + " in the unique key " + key.name();
        if (!collations.stream().allMatch(known::knows)) {
            return Optional.of(new Finding(
                            Level.NOTE,
                            ErrorCode.NOT_ASKED,
                            table.name(),
                            "Whether rows of " + title + " are one under " + String.join(", ", collations)
                                    + " is not known, since staging's server lacks that.",
                            "")
                    .of(table.name()));
        }
        long count = session.number(
                "look for equal values of " + title,
                "SELECT COUNT(*) FROM (SELECT 1 AS one FROM " + Names.quote(staging.name(), table.name()) + " WHERE "
                        + String.join(
                                " AND ",
                                key.columns().stream()
                                        .map(column -> Names.quote(column) + " IS NOT NULL")
                                        .toList())
                        + " GROUP BY " + String.join(", ", values) + " HAVING COUNT(*) > 1) AS shared");
        return count == 0
                ? Optional.empty()
                : Optional.of(new Finding(
                                Level.BLOCKER,
                                ErrorCode.DUPLICATES,
                                table.name() + "." + key.name(),
                                "Rows of " + title + " are one under " + String.join(", ", collations)
                                        + ", which takes the place of a collation that the target's server does not know: "
                                        + count + (count == 1 ? " value" : " values") + " of several rows.",
                                "Make the values different on staging, or build the target on a server of its kind.")
                        .of(table.name()));
    }
}
