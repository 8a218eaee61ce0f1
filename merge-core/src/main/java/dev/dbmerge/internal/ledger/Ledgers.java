package dev.dbmerge.internal.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one database says about the migrations of its application.
 *
 * @param all one a kind of tool
 * @param environment what Rails notes about the place; empty where it notes nothing
 * @param refused what could not be read and why, one sentence an entry
 */
public record Ledgers(List<Ledger> all, Optional<Environment> environment, List<String> refused) {
    public Ledgers {
        all = List.copyOf(all);
        Objects.requireNonNull(environment, "environment");
        refused = List.copyOf(refused);
    }

    /** Gives the ledger of a kind. */
    public Optional<Ledger> of(LedgerKind kind) {
        return all.stream().filter(ledger -> ledger.kind() == kind).findFirst();
    }

    /**
     * Rails' table of its own about a database.
     *
     * @param value the environment that it names; empty where it has no such row
     */
    public record Environment(String table, Optional<String> value) {
        public Environment {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(value, "value");
        }
    }
}
