package dev.dbmerge.internal.content;

import dev.dbmerge.internal.ledger.LedgerReader;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows the tables in which tools note which migrations have run; what they hold is no content. */
final class LedgerTables {
    /** Of tools whose ledgers dbmerge does not read. */
    private static final Set<String> OTHERS = Set.of(
            "schema_migrations",
            "databasechangeloglock",
            "phinxlog",
            "alembic_version",
            "knex_migrations",
            "knex_migrations_lock",
            "_prisma_migrations",
            "sequelizemeta",
            "__efmigrationshistory",
            "goose_db_version");

    private final Set<String> read;

    LedgerTables(Schema staging, Schema production) {
        this.read = Stream.of(staging, production)
                .flatMap(schema -> LedgerReader.tables(schema).stream())
                .map(Table::name)
                .collect(Collectors.toSet());
    }

    boolean contains(String table) {
        return read.contains(table) || OTHERS.contains(table.toLowerCase(Locale.ROOT));
    }
}
