package example;

import static dev.dbmerge.testing.CaseRow.ago;
import static dev.dbmerge.testing.CaseRow.row;
import static dev.dbmerge.testing.Expected.kept;
import static dev.dbmerge.testing.Expected.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.testing.DatabaseServer;
import dev.dbmerge.testing.MergeTest;
import dev.dbmerge.testing.Merged;
import dev.dbmerge.testing.RuleTestNodes;
import dev.dbmerge.testing.RuleTests;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@MergeTest(
        value = "sql/shop/merge.yml",
        staging = "sql/shop/rows/staging.sql",
        production = "sql/shop/rows/production.sql")
class ShopRulesTest {
    @TestFactory
    Stream<DynamicNode> cases(RuleTests rules) {
        return RuleTestNodes.of(rules);
    }

    @Test
    void howOldACartIsDoesNotMatter(RuleTests rules) {
        rules.rule("010-stale-carts")
                .now("2026-02-28 12:00:00")
                .given("carts", row("created_at", ago(3, ChronoUnit.YEARS)), row("created_at", ago(1, ChronoUnit.SECONDS)))
                .removed();
    }

    @Test
    void anOwnerKeepsACart(RuleTests rules) {
        rules.rule("010-stale-carts")
                .given("carts", row("id", 1, "title", "API"), row("id", 2, "title", "API", "user_id", 7))
                .expect(removed(1), kept(2));
    }

    @Test
    void countsGetTheirNewName(RuleTests rules) {
        rules.overlay("users")
                .production("users", row("id", 1, "login_count", 3))
                .gives(row("id", 1, "sign_in_count", 3));
    }

    @Test
    void theCheckFindsWhatTheRuleRemoves(RuleTests rules) {
        rules.check("010-no-stale-cart").given("carts", row("title", null)).finds();
    }

    @Test
    void theMergedShopHasProductionsUsersAndStagingsProducts(@Merged DataSource shop) throws SQLException {
        try (Connection connection = shop.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT"
                        + " (SELECT GROUP_CONCAT(name ORDER BY id) FROM users),"
                        + " (SELECT GROUP_CONCAT(id) FROM carts),"
                        + " (SELECT GROUP_CONCAT(name) FROM products)")) {
            row.next();

            assertEquals("Ada,Bob", row.getString(1));
            assertEquals("2", row.getString(2));
            assertEquals("Kettle", row.getString(3));
        }
    }

    @Test
    void theServerTakesAnything(DatabaseServer server) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.url(""), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 + 1")) {
            row.next();

            assertEquals(2, row.getInt(1));
        }
    }
}
