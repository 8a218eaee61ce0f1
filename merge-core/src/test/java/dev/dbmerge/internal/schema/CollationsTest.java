package dev.dbmerge.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollationsTest {
    private final Collations mysql57 = Servers.mysql("5.7.22");
    private final Collations mysql97 = Servers.mysql("9.7.4");
    private final Collations mariadb106 = Servers.mariadb("10.6.1-MariaDB");
    private final Collations mariadb1011 = Servers.mariadb("10.11.6-MariaDB");

    @Test
    void utf8AndUtf8mb3AreOne() {
        assertEquals("utf8_general_ci", mysql57.collation("utf8mb3_general_ci"));
        assertEquals("utf8mb3_bin", mysql97.collation("utf8_bin"));
        assertEquals("CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci", mariadb1011.clause("utf8_unicode_ci"));
        assertEquals("latin1", mariadb1011.charset("latin1"));
    }

    @Test
    void theNearestStandsForAMissingOne() {
        assertEquals("utf8mb4_uca1400_nopad_ai_ci", mariadb1011.collation("utf8mb4_0900_ai_ci"));
        assertEquals("utf8mb4_unicode_520_nopad_ci", mariadb106.collation("utf8mb4_0900_ai_ci"));
        assertEquals("utf8mb4_unicode_520_ci", mysql57.collation("utf8mb4_0900_ai_ci"));
        assertEquals("utf8mb4_uca1400_nopad_as_cs", mariadb1011.collation("utf8mb4_0900_as_cs"));
        assertEquals("utf8mb4_bin", mysql57.collation("utf8mb4_0900_as_cs"));
        assertEquals("utf8mb4_nopad_bin", mariadb1011.collation("utf8mb4_0900_bin"));
        assertEquals("utf8mb4_0900_ai_ci", mysql97.collation("utf8mb4_uca1400_ai_ci"));
        assertEquals("utf8mb4_0900_bin", mysql97.collation("utf8mb4_nopad_bin"));
    }

    @Test
    void aLanguageIsKeptWhereTheServerHasIt() {
        assertEquals("utf8mb4_uca1400_swedish_nopad_ai_ci", mariadb1011.collation("utf8mb4_sv_0900_ai_ci"));
        assertEquals("utf8mb4_sv_0900_ai_ci", mysql97.collation("utf8mb4_uca1400_swedish_nopad_ai_ci"));
        assertEquals("utf8mb4_swedish_ci", mysql57.collation("utf8mb4_sv_0900_ai_ci"));
    }

    @Test
    void aNewNameIsNoSubstitution() {
        Schema schema = new Schema("s", "utf8mb4", "utf8mb4_0900_ai_ci", Map.of(), List.of(), List.of());
        Schema renamed = new Schema("s", "utf8mb3", "utf8mb3_bin", Map.of(), List.of(), List.of());

        assertEquals(Map.of("utf8mb4_0900_ai_ci", "utf8mb4_unicode_520_ci"), mysql57.substitutions(schema));
        assertEquals(Map.of(), mysql57.substitutions(renamed));
    }
}
