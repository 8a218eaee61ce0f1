package dev.dbmerge.internal.draft;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Guesses which tables hold what users wrote, from who names users and where production has rows that staging never had.
 *
 * @param overlaid tables that are taken for users' data, each with the evidence
 * @param doubtful tables for which something speaks, each with the evidence
 * @param references what overlaid tables seem to point at, as {@code table.column -> table.column}
 */
record Guess(Map<String, String> overlaid, Map<String, String> doubtful, List<String> references) {
    private static final Set<String> ACCOUNTS = Set.of("users", "accounts", "members", "customers");
    private static final Set<String> LEDGERS = Set.of(
            "schema_migrations",
            "ar_internal_metadata",
            "flyway_schema_history",
            "databasechangelog",
            "databasechangeloglock",
            "django_migrations",
            "migrations",
            "doctrine_migration_versions",
            "sessions");

    static Guess of(Schema staging, Session stagingSession, Schema production, Session productionSession) {
        Map<String, String> overlaid = new LinkedHashMap<>();
        Map<String, String> doubtful = new LinkedHashMap<>();
        for (Table ours : staging.tables().values()) {
            Optional<Table> theirs = production.table(ours.name());
            if (theirs.isEmpty() || LEDGERS.contains(ours.name().toLowerCase(Locale.ROOT))) {
                continue;
            }
            Growth growth = Growth.of(ours, stagingSession, theirs.get(), productionSession);
            Optional<String> user = userColumn(theirs.get());
            String evidence = growth.text()
                    + user.map(column -> "; " + column + " names a user").orElse("");
            if (isAccounts(theirs.get()) && growth.production() > 0) {
                overlaid.put(ours.name(), "accounts; " + evidence);
            } else if (user.isPresent() && growth.grows()) {
                overlaid.put(ours.name(), evidence);
            } else if (user.isPresent() && growth.production() > 0 || growth.grows()) {
                doubtful.put(ours.name(), evidence);
            }
        }
        return new Guess(overlaid, doubtful, references(overlaid.keySet(), staging));
    }

    private static boolean isAccounts(Table table) {
        return ACCOUNTS.contains(table.name().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> userColumn(Table table) {
        return table.columns().stream()
                .map(Column::name)
                .filter(name -> name.toLowerCase(Locale.ROOT)
                        .matches("(.*_)?(user|account|member|customer|owner|author)_id|whodunnit"))
                .findFirst();
    }

    /** By the convention of Rails and others: {@code role_id} points at {@code roles.id}. */
    private static List<String> references(Set<String> overlaid, Schema staging) {
        List<String> references = new ArrayList<>();
        for (Table table : staging.tables().values()) {
            for (Column column : table.columns()) {
                String name = column.name().toLowerCase(Locale.ROOT);
                if (!name.endsWith("_id") || isDeclared(table, column)) {
                    continue;
                }
                parent(name.substring(0, name.length() - 3), staging)
                        .filter(parent -> overlaid.contains(table.name()) || overlaid.contains(parent.name()))
                        .ifPresent(parent ->
                                references.add(table.name() + "." + column.name() + " -> " + parent.name() + ".id"));
            }
        }
        return references;
    }

    private static boolean isDeclared(Table table, Column column) {
        return table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column.name()));
    }

    private static Optional<Table> parent(String singular, Schema schema) {
        String last = singular.substring(singular.lastIndexOf('_') + 1);
        for (String word : List.of(singular, last)) {
            String y = word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
            for (String plural : List.of(y, word + "es", word)) {
                Optional<Table> found =
                        schema.table(plural).filter(table -> table.column("id").isPresent());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
