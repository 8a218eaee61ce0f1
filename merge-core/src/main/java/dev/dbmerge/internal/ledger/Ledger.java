package dev.dbmerge.internal.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The migrations that one tool notes as applied in one database.
 *
 * @param table the table that says so
 * @param applied those that went well, in the order in which the tool ran them as far as the table says it
 * @param baseline the version up to which the tool takes everything for applied; empty but for Flyway
 */
public record Ledger(LedgerKind kind, String table, List<Migration> applied, Optional<String> baseline) {
    private static final NaturalOrder ORDER = new NaturalOrder();
    private static final String REPEATABLE = "R__";

    public Ledger {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(table, "table");
        applied = List.copyOf(applied);
        Objects.requireNonNull(baseline, "baseline");
    }

    /** Tells whether the migration was applied, or lies before the baseline. */
    public boolean has(String id) {
        String key = kind.key(id);
        return applied.stream().anyMatch(migration -> kind.key(migration.id()).equals(key))
                || baseline.isPresent() && !id.startsWith(REPEATABLE) && ORDER.compare(id, baseline.get()) <= 0;
    }

    /** Gives the migrations of this ledger that the other has not. */
    public List<Migration> missingIn(Ledger other) {
        return applied.stream().filter(migration -> !other.has(migration.id())).toList();
    }

    /** Gives the last migration: the highest version where ids are versions, else the one that ran last. */
    public Optional<Migration> last() {
        return switch (kind) {
            case RAILS, DOCTRINE -> highest();
            case FLYWAY -> highest().or(this::latest);
            case LIQUIBASE, DJANGO, LARAVEL -> latest();
        };
    }

    private Optional<Migration> highest() {
        return applied.stream()
                .filter(migration -> !migration.id().startsWith(REPEATABLE))
                .max(Comparator.comparing((Migration migration) -> kind.key(migration.id()), ORDER));
    }

    private Optional<Migration> latest() {
        return applied.isEmpty() ? Optional.empty() : Optional.of(applied.get(applied.size() - 1));
    }

    /** Tells whether the last migration is the one that the text names; of Liquibase's ids the middle part will do. */
    public boolean isAt(String version) {
        return last().filter(migration -> kind.key(migration.id()).equals(kind.key(version))
                        || kind == LedgerKind.LIQUIBASE && migration.id().contains("::" + version.strip() + "::"))
                .isPresent();
    }
}
