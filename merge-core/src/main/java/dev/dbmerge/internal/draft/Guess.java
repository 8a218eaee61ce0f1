package dev.dbmerge.internal.draft;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Guesses which tables hold what users wrote, from who names users and where production has rows that staging never had.
 *
 * @param overlaid tables that are taken for users' data, each with the evidence
 * @param doubtful tables for which something speaks, each with the evidence
 */
record Guess(Map<String, String> overlaid, Map<String, String> doubtful) {
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
        return new Guess(overlaid, doubtful);
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
}
