package dev.dbmerge.cli.demo;

import java.util.Objects;

/**
 * One of the demo's databases, filled.
 *
 * @param application {@code ete} or {@code etm}
 * @param rows in all of its tables, without the migrations table
 */
public record DemoDatabase(String application, Side side, String schema, long rows) {
    public DemoDatabase {
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(schema, "schema");
    }
}
