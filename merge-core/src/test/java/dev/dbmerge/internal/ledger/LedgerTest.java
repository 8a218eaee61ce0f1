package dev.dbmerge.internal.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a ledger has, and which migration is its last. */
class LedgerTest {
    @Test
    void theLastMigrationIsTheHighestVersionWhereIdsAreVersions() {
        assertTrue(ledger(LedgerKind.RAILS, "10", "9", "2").isAt("10"));
        assertTrue(ledger(LedgerKind.FLYWAY, "1.9", "1.10", "R__views.sql").isAt("1.10"));
        assertTrue(ledger(LedgerKind.DOCTRINE, "App\\Version20240101000000", "App\\Version20230101000000")
                .isAt("20240101000000"));
    }

    @Test
    void theLastMigrationIsTheOneThatRanLastWhereIdsAreNames() {
        assertTrue(ledger(LedgerKind.LARAVEL, "b", "a").isAt("a"));
        assertTrue(ledger(LedgerKind.DJANGO, "shop.0002", "auth.0001").isAt("auth.0001"));
        assertTrue(ledger(LedgerKind.LIQUIBASE, "f::2::ann", "f::1::ann").isAt("1"));
        assertFalse(ledger(LedgerKind.LIQUIBASE, "f::2::ann", "f::1::ann").isAt("2"));
    }

    @Test
    void anEmptyLedgerIsAtNoVersion() {
        assertFalse(ledger(LedgerKind.RAILS).isAt("1"));
        assertEquals(Optional.empty(), ledger(LedgerKind.LARAVEL).last());
    }

    @Test
    void aBaselineCoversTheVersionsUpToItAndNoRepeatableMigration() {
        Ledger ledger = new Ledger(LedgerKind.FLYWAY, "history", List.of(), Optional.of("1.10"));

        assertTrue(ledger.has("1.9"));
        assertTrue(ledger.has("1.10"));
        assertFalse(ledger.has("1.10.1"));
        assertFalse(ledger.has("R__views.sql"));
    }

    @Test
    void schemaRbsSpellingNamesTheSameMigration() {
        assertTrue(ledger(LedgerKind.RAILS, "20260407120000").has("2026_04_07_120000"));
        assertFalse(ledger(LedgerKind.LARAVEL, "20260407120000").has("2026_04_07_120000"));
    }

    private static Ledger ledger(LedgerKind kind, String... ids) {
        return new Ledger(
                kind,
                "ledger",
                List.of(ids).stream().map(id -> new Migration(id, "")).toList(),
                Optional.empty());
    }
}
