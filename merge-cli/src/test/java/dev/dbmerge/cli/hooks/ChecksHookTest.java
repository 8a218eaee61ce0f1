package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at behind a deploy. */
class ChecksHookTest {
    private static final String CHECKS = "after-promote-50-checks";

    @TempDir
    private Path folder;

    private ReleaseBench bench;
    private Repository etm;
    private Site site;

    @BeforeEach
    void begin() throws IOException {
        bench = new ReleaseBench(folder);
        etm = bench.repository("ETM");
        site = new Site();
        bench.set("ETM_PRODUCTION_URL", site.url("/"));
        bench.set("ETM_PRODUCTION_VERSION_URL", site.url("/version"));
        bench.set("ETM_DATABASE", "etm_production");
        bench.set("ETM_OPTION_FILE", "/etc/an option file");
        bench.set("ETM_ROW", "SELECT id FROM users WHERE id = 1");
        bench.set("CHECK_TRIES", "3").set("CHECK_PAUSE_SECONDS", "0");
        bench.command("MYSQL", "cat > '" + folder.resolve("sql") + "'; echo 1");
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void statusVersionAndRowAreLookedAt() throws IOException {
        String production = etm.at("production");
        site.answer("/", 200, "hello");
        site.answer("/version", 200, production);

        ReleaseBench.Said said = bench.run(CHECKS);

        said.yes();
        assertEquals(
                List.of(
                        "ETM: " + site.url("/") + " answers 200",
                        "ETM: runs " + production,
                        "ETM: finds a row by SELECT id FROM users WHERE id = 1"),
                said.lines());
        assertEquals("SELECT id FROM users WHERE id = 1\n", Files.readString(folder.resolve("sql")));
        assertEquals(
                List.of("mysql --defaults-extra-file=/etc/an option file --batch --skip-column-names etm_production"),
                bench.calls());
    }

    @Test
    void anApplicationMayTakeAWhileToStart() throws IOException {
        site.answer("/", 502, "");
        site.answer("/", 200, "hello");
        site.answer("/version", 200, "1234567890");
        site.answer("/version", 200, etm.at("production"));

        bench.run(CHECKS).yes();
    }

    @Test
    void everyCheckIsTriedBeforeItSaysNo() throws IOException {
        site.answer("/", 500, "oh");
        site.answer("/version", 200, "1234567890");
        bench.command("MYSQL", "");

        bench.run(CHECKS)
                .no("The new databases are live, and 3 checks do not hold: ETM: " + site.url("/")
                        + " answers 500 instead of 200; ETM: runs '1234567890' instead of " + etm.at("production")
                        + "; ETM: finds no row by SELECT id FROM users WHERE id = 1; mend it, or go back.");
    }

    @Test
    void aSiteThatIsDownAnswersNothing() throws IOException {
        site.close();

        ReleaseBench.Said said = bench.run(CHECKS);

        assertTrue(said.last().contains(" answers nothing instead of 200; "), said::toString);
        assertEquals(1, said.exitCode());
    }

    @Test
    void anotherStatusMayBeTheRightOne() throws IOException {
        site.answer("/", 302, "");
        site.answer("/version", 200, etm.at("production"));
        bench.set("ETM_PRODUCTION_STATUS", "302");

        bench.run(CHECKS).yes();
    }

    @Test
    void aDryRunAsksNobody() throws IOException {
        ReleaseBench.Said said = bench.run(CHECKS, "--dry-run");

        said.yes();
        assertEquals(List.of(), bench.calls());
        assertEquals(
                "would check: answers ETM " + site.url("/") + " 200",
                said.lines().get(0));
    }
}
