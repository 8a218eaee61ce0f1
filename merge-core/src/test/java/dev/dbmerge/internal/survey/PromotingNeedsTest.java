package dev.dbmerge.internal.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.survey.BuildingNeeds.Unseen;
import dev.dbmerge.plan.Step.CodeKind;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.report.Privilege.Need;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotingNeedsTest {
    private static final Schema BARE = schema();

    @Test
    void asksOnMysqlForLocksOnEverythingThatIsRenamed() {
        assertEquals(
                List.of(
                        "GRANT SELECT, LOCK TABLES, ALTER, DROP, CREATE, INSERT, UPDATE, DELETE ON `shop`.* TO a;",
                        "GRANT SELECT, INSERT, UPDATE, DELETE, ALTER, DROP, CREATE, LOCK TABLES ON `shop_new`.* TO a;",
                        "GRANT CREATE, INSERT, SELECT, UPDATE, DELETE, ALTER, DROP, LOCK TABLES ON `shop_old%`.* TO a;",
                        "GRANT REPLICATION SLAVE, REPLICATION CLIENT, PROCESS ON *.* TO a;"),
                grants("8.0.13", true, BARE, BARE, Unseen.LEAVE_OUT));
    }

    @Test
    void asksOnMariadbForFlushingAndASentry() {
        assertEquals(
                List.of(
                        "GRANT SELECT, LOCK TABLES, ALTER, DROP, CREATE, INSERT, UPDATE, DELETE ON `shop`.* TO a;",
                        "GRANT SELECT, INSERT, UPDATE, DELETE, ALTER, DROP, CREATE ON `shop_new`.* TO a;",
                        "GRANT CREATE, INSERT, SELECT, UPDATE, DELETE, ALTER, DROP ON `shop_old%`.* TO a;",
                        "GRANT SELECT, INSERT, CREATE, ALTER, DROP, LOCK TABLES ON `shop_zsentry`.* TO a;",
                        "GRANT REPLICATION SLAVE, BINLOG MONITOR, PROCESS, RELOAD ON *.* TO a;"),
                grants("11.4.5-MariaDB", true, BARE, BARE, Unseen.LEAVE_OUT));
    }

    @ParameterizedTest
    @CsvSource({"5.7.22", "8.0.12"})
    void asksOnOlderMysqlToSeeWhoWaits(String version) {
        List<String> grants = grants(version, false, BARE, BARE, Unseen.LEAVE_OUT);

        assertEquals(
                List.of(
                        "GRANT PROCESS, RELOAD ON *.* TO a;",
                        "GRANT SELECT ON `performance_schema`.`metadata_locks` TO a;"),
                grants.subList(grants.size() - 2, grants.size()));
    }

    /** What only production has is replaced as well. */
    @ParameterizedTest
    @CsvSource({
        "5.7.22, SUPER",
        "8.0.15, SET_USER_ID",
        "8.0.16, 'SET_USER_ID, SYSTEM_USER'",
        "8.4.0, 'SET_ANY_DEFINER, SYSTEM_USER'",
        "10.11.19-MariaDB, SET USER"
    })
    void asksForTheDefinersOfCodeOfEitherSide(String version, String privileges) {
        Schema standing = schema(new CodeObject(CodeKind.TRIGGERS, "t", "", "", "app@%"));

        List<String> grants = grants(version, false, standing, BARE, Unseen.LEAVE_OUT);

        assertTrue(grants.get(0).contains("DELETE, TRIGGER ON `shop`.*"), grants.get(0));
        assertTrue(grants.stream().anyMatch(grant -> grant.endsWith(privileges + " ON *.* TO a;")), grants.toString());
    }

    @Test
    void namesEverythingWhereStructureIsNotSeen() {
        List<Privilege> needs = needs("8.0.15", true, BARE, BARE, Unseen.LIST);

        assertEquals(
                List.of(
                        "REFERENCES",
                        "CREATE VIEW",
                        "SHOW VIEW",
                        "EXECUTE",
                        "CREATE ROUTINE",
                        "ALTER ROUTINE",
                        "TRIGGER",
                        "EVENT",
                        "SHOW VIEW",
                        "TRIGGER",
                        "SUPER",
                        "SET_USER_ID"),
                needs.stream()
                        .filter(need -> need.purpose().endsWith(", if there are any"))
                        .map(Privilege::name)
                        .toList());
    }

    @Test
    void stopsNoRun() {
        Grants some = Grants.of("a@%", List.of("GRANT SELECT ON `shop`.* TO a", "GRANT CREATE ON `shop_old%`.* TO a"));

        List<Privilege> needs =
                new PromotingNeeds("shop", "shop_new", settings("8.0.15", true), some, BARE, BARE, Unseen.LIST).list();

        assertEquals(
                List.of("SELECT `shop`.*", "CREATE `shop_old%`.*"),
                needs.stream()
                        .filter(Privilege::held)
                        .map(need -> need.name() + " " + need.on())
                        .toList());
        assertTrue(needs.stream().noneMatch(Privilege::missing));
        assertTrue(needs.stream().allMatch(need -> need.need() == Need.USEFUL));
    }

    private static List<String> grants(
            String version, boolean binaryLog, Schema standing, Schema wanted, Unseen unseen) {
        return GrantText.statements(needs(version, binaryLog, standing, wanted, unseen), "a");
    }

    private static List<Privilege> needs(
            String version, boolean binaryLog, Schema standing, Schema wanted, Unseen unseen) {
        Grants none = Grants.of("a@%", List.of());
        return new PromotingNeeds("shop", "shop_new", settings(version, binaryLog), none, standing, wanted, unseen)
                .list();
    }

    private static Settings settings(String version, boolean binaryLog) {
        return new Settings(
                ServerVersion.parse(version), Set.of(), 0, "UTC", 0, 0, 0, true, binaryLog, false, false, Set.of());
    }

    private static Schema schema(CodeObject... code) {
        return new Schema("shop", "utf8mb4", "utf8mb4_bin", Map.of(), List.of(code), List.of());
    }
}
