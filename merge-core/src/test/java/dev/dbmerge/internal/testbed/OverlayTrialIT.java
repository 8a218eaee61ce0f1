package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A case of an overlay says what production's rows become in staging's structure. */
class OverlayTrialIT {
    private static final String STAGING =
            "CREATE TABLE users (id INT PRIMARY KEY, sign_in_count INT NOT NULL DEFAULT 0, name VARCHAR(5), role_id INT,"
                    + " note VARCHAR(9) DEFAULT 'new');\n"
                    + "CREATE TABLE roles (id INT PRIMARY KEY, name VARCHAR(9));\n"
                    + "CREATE TABLE areas (id INT PRIMARY KEY, code VARCHAR(9));\n";
    private static final String PRODUCTION =
            "CREATE TABLE users (id INT PRIMARY KEY, login_count INT, name VARCHAR(20), role_id INT,"
                    + " FOREIGN KEY (role_id) REFERENCES roles (id)) ENGINE = %s;\n"
                    + "CREATE TABLE roles (id INT PRIMARY KEY, name VARCHAR(9)) ENGINE = %1$s;\n"
                    + "CREATE TABLE areas (id INT PRIMARY KEY, extra INT)";
    private static final String OVERLAY =
            "overlay:\n  users: { columns: { sign_in_count: \"COALESCE(login_count, 0)\" }, drop: [login_count] }\n  areas:\n";

    @TempDir
    Path folder;

    private TestbedFixture fixture(TestServer server, String engine) {
        return new TestbedFixture(folder, server)
                .file("staging.sql", STAGING.replace(";\n", " ENGINE = " + engine + ";\n"))
                .file("production.sql", PRODUCTION.formatted(engine))
                .staging("staging.sql")
                .production("production.sql")
                .spec(OVERLAY)
                .rule("010-none", "DELETE FROM users WHERE id = 1");
    }

    @ServerTest
    void productionsRowsAreLaidIntoStagingsStructure(TestServer server) {
        for (String engine : List.of("InnoDB", "MyISAM")) {
            try (TestbedFixture fixture = fixture(server, engine)) {
                fixture.open();

                assertEquals(
                        "PASSED",
                        fixture.shown(CaseText.overlay("users")
                                .production("users", "id=1, login_count=3", "id=2, name=Ann, role_id=7")
                                .staging("users", "id=9, name=old")
                                .staging("roles", "id=5")
                                .rows(
                                        "",
                                        "id=1, sign_in_count=3, note=new",
                                        "id=2, sign_in_count=0, name=Ann, role_id=7")
                                .rows("roles", "id=5")));
                assertEquals(
                        "FAILED\nusers | id 1 | sign_in_count | 4 | 3\nusers | id 9 |  | found | absent",
                        fixture.shown(CaseText.overlay("users")
                                .production("users", "login_count=3")
                                .rows("users", "id=1, sign_in_count=4", "id=9")));
                assertEquals(
                        "UNDECIDED\nusers | id 1 |  | ? | found",
                        fixture.shown(CaseText.overlay("users")
                                .production("users", "")
                                .undecided()));
                assertEquals("PASSED", fixture.shown(CaseText.overlay("users").rows("users")));
                assertEquals(
                        "PASSED",
                        fixture.shown(
                                CaseText.rule("010-none").given("users", "", "").removed("1")));
            }
        }
    }

    @ServerTest
    void whatHasNoPlaceOrDoesNotFitIsTold(TestServer server) {
        try (TestbedFixture fixture = fixture(server, "InnoDB")) {
            fixture.open();

            assertEquals(
                    "BROKEN\ncase.yml:1:1: Production's areas.extra (int, 0 values) has no place in staging's areas."
                            + " Carry it over by an expression under overlay.areas.columns, if it matters;"
                            + " then name it under overlay.areas.drop. [E412]",
                    fixture.shown(CaseText.overlay("areas").production("areas", ""))
                            .replace("int(11)", "int"));
            assertEquals(
                    "FAILED\n1 value of production's rows would be changed or refused by staging's type of users.name"
                            + " (varchar(5) in utf8mb4), id 1. Widen the column on staging, or say what becomes of these values"
                            + " under overlay.users.columns.name, then run again; dbmerge plan shows the lines. [E504]",
                    fixture.shown(CaseText.overlay("users")
                            .production("users", "name=Ferdinand")
                            .rows("users", "id=1")));
            assertEquals(
                    "BROKEN\ncase.yml:1:1: The spec overlays no table roles. Mend the folder's name.",
                    fixture.shown(
                            CaseText.overlay("roles").production("roles", "").all(Fate.KEPT)));
        }
    }
}
