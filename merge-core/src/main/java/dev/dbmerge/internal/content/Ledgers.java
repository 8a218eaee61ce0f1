package dev.dbmerge.internal.content;

import java.util.Locale;
import java.util.Set;

/** Knows the tables in which frameworks note which migrations have run; what they hold is no content. */
final class Ledgers {
    private static final Set<String> NAMES = Set.of(
            "schema_migrations",
            "ar_internal_metadata",
            "flyway_schema_history",
            "schema_version",
            "databasechangelog",
            "databasechangeloglock",
            "django_migrations",
            "migrations",
            "migration_versions",
            "doctrine_migration_versions",
            "phinxlog",
            "alembic_version",
            "knex_migrations",
            "knex_migrations_lock",
            "_prisma_migrations",
            "sequelizemeta",
            "typeorm_metadata",
            "__efmigrationshistory",
            "goose_db_version");

    private Ledgers() {}

    static boolean contains(String table) {
        return NAMES.contains(table.toLowerCase(Locale.ROOT));
    }
}
