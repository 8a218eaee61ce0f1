package dev.dbmerge.internal.journal;

import dev.dbmerge.internal.server.SchemaDataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Sets Flyway up as dbmerge uses it: one schema that is there already, no clean, no placeholder, logs by SLF4J. */
public final class Migrations {
    /** The version below every migration: what stands in the history of a schema that holds tables already. */
    private static final String BASELINE = "0";

    private Migrations() {}

    /** Gives the version that stands for the schema as Flyway finds it. */
    public static MigrationVersion baseline() {
        return MigrationVersion.fromVersion(BASELINE);
    }

    /** Gives the settings; what is missing is where the migrations lie. */
    public static FluentConfiguration of(SchemaDataSource source, String schema, String historyTable) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .loggers("slf4j")
                .defaultSchema(schema)
                .schemas(schema)
                .createSchemas(false)
                .table(historyTable)
                .baselineOnMigrate(true)
                .baselineVersion(BASELINE)
                .cleanDisabled(true)
                .placeholderReplacement(false)
                .connectRetries(0);
    }
}
