package dev.dbmerge.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {
    @Test
    void aGrantOnTheServerCoversEverySchema() {
        Grants grants = grants("GRANT SELECT, SHOW VIEW ON *.* TO `u`@`%` WITH GRANT OPTION");

        assertTrue(grants.everywhere("SHOW VIEW"));
        assertTrue(grants.on("any", "SELECT"));
        assertFalse(grants.on("any", "TRIGGER"));
    }

    @Test
    void aSchemasNameIsAPattern() {
        Grants grants = grants("GRANT ALL PRIVILEGES ON `ete\\_%`.* TO 'u'@'%'", "GRANT EVENT ON `a_c`.* TO 'u'@'%'");

        assertTrue(grants.on("ete_staging", "TRIGGER"));
        assertFalse(grants.on("etexstaging", "TRIGGER"));
        assertTrue(grants.on("abc", "EVENT"));
        assertFalse(grants.everywhere("TRIGGER"));
    }

    @Test
    void aGrantOnATableOrOnColumnsDoesNotCoverTheSchema() {
        Grants grants = grants("GRANT SELECT, INSERT (`id`, `a,b`), DELETE ON `s`.`proc` TO `u`@`%`");

        assertFalse(grants.on("s", "SELECT"));
        assertTrue(grants.on("s", "proc", "DELETE"));
        assertFalse(grants.on("s", "proc", "INSERT"));
    }

    @Test
    void aPartialRevokeTakesWhatTheServerGives() {
        Grants grants = grants("GRANT SELECT ON *.* TO `u`@`%`", "REVOKE SELECT ON `secret`.* FROM `u`@`%`");

        assertTrue(grants.on("other", "SELECT"));
        assertFalse(grants.on("secret", "SELECT"));
    }

    @Test
    void aRoleAndAProxyGiveNothingByThemselves() {
        Grants grants =
                grants("GRANT `r`@`%` TO `u`@`%`", "GRANT PROXY ON ''@'' TO 'root'@'localhost' WITH GRANT OPTION");

        assertFalse(grants.on("any", "SELECT"));
        assertEquals("`u`@`%`", grants.account());
    }

    private static Grants grants(String... lines) {
        return Grants.of("u@%", List.of(lines));
    }
}
