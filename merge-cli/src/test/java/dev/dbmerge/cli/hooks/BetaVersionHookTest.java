package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is what beta runs what goes live. */
class BetaVersionHookTest {
    private static final String BETA = "before-run-10-beta-version";

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
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void aPageThatShowsStagingsRevisionIsAYes() throws IOException {
        String staging = etm.commit("staging", "app", "two");
        site.answer("/version", 200, "{\"version\":\"" + staging.substring(0, 10) + "\",\"built\":\"20131021\"}");
        bench.set("ETM_BETA_VERSION_URL", site.url("/version"));

        ReleaseBench.Said said = bench.run(BETA);

        said.yes();
        assertEquals(List.of("ETM: beta runs " + staging), said.lines());
    }

    @Test
    void anOlderRevisionIsANo() throws IOException {
        String older = etm.at("staging");
        String staging = etm.commit("staging", "app", "two");
        site.answer("/version", 200, older + "\n");
        bench.set("ETM_BETA_VERSION_URL", site.url("/version"));

        bench.run(BETA)
                .no("ETM: beta runs '" + older + "' and the staging branch is at " + staging
                        + ". Deploy it to beta and look at it, then start again.");
    }

    @Test
    void lessThanSevenDigitsAreNoRevision() throws IOException {
        site.answer("/version", 200, etm.at("staging").substring(0, 6));
        bench.set("ETM_BETA_VERSION_URL", site.url("/version"));

        assertEquals(1, bench.run(BETA).exitCode());
    }

    @Test
    void theFileThatCapistranoWritesIsReadOnEveryHost() throws IOException {
        String staging = etm.commit("staging", "app", "two");
        bench.command("SSH", "echo " + staging);
        bench.set("ETM_BETA_HOSTS", "deploy@one deploy@two").set("ETM_FOLDER", "/u/apps/etmodel");

        bench.run(BETA).yes();

        String options = "ssh -o BatchMode=yes -o ConnectTimeout=10 ";
        assertEquals(
                List.of(
                        options + "deploy@one cat /u/apps/etmodel/current/REVISION",
                        options + "deploy@two cat /u/apps/etmodel/current/REVISION"),
                bench.calls());
    }

    @Test
    void oneHostWithAnotherRevisionIsANo() throws IOException {
        String staging = etm.commit("staging", "app", "two");
        bench.command("SSH", "case \"$*\" in *@one*) echo " + staging + " ;; *) echo 1234567890 ;; esac");
        bench.set("ETM_BETA_HOSTS", "deploy@one deploy@two").set("ETM_FOLDER", "/u/apps/etmodel");

        ReleaseBench.Said said = bench.run(BETA);

        assertTrue(said.last().startsWith("ETM: beta runs '1234567890' and the staging branch"), said::toString);
        assertEquals(1, said.exitCode());
    }

    @Test
    void aBetaThatDoesNotAnswerIsANo() throws IOException {
        site.answer("/", 503, "back soon");
        site.answer("/version", 200, etm.at("staging"));
        bench.set("ETM_BETA_URL", site.url("/")).set("ETM_BETA_VERSION_URL", site.url("/version"));

        bench.run(BETA).no("ETM: beta does not answer at " + site.url("/") + "; curl says above why.");
    }

    @Test
    void nothingToLookAtIsANo() throws IOException {
        ReleaseBench.Said said = bench.run(BETA);

        assertTrue(said.last().startsWith("No application tells what runs on beta"), said::toString);
        assertEquals(1, said.exitCode());
    }

    @Test
    void aSecondLookTakesWhatBetaRunsByThen() throws IOException {
        bench.command("SSH", "git -C '" + etm.remote() + "' rev-parse staging");
        bench.set("ETM_BETA_HOSTS", "deploy@beta").set("ETM_FOLDER", "/u/apps/etmodel");
        bench.run(BETA).yes();
        String staging = etm.commit("staging", "app", "two");

        bench.run(BETA).yes();

        assertEquals(staging, bench.git(etm.ours(), "rev-parse", "refs/dbmerge/7/staging"));
    }

    @Test
    void aDryRunRemembersNothing() throws IOException {
        site.answer("/version", 200, etm.at("staging"));
        bench.set("ETM_BETA_VERSION_URL", site.url("/version"));

        bench.run(BETA, "--dry-run").yes();

        assertEquals("", bench.git(etm.ours(), "for-each-ref", "refs/dbmerge"));
    }
}
