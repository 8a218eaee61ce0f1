package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When unicorn and memcached are restarted. */
class RestartHookTest {
    private static final String RESTART = "after-promote-40-restart";

    private static final String SSH = "ssh -o BatchMode=yes -o ConnectTimeout=10 ";

    @TempDir
    private Path folder;

    private ReleaseBench bench;
    private Repository ete;
    private Repository etm;

    @BeforeEach
    void begin() throws IOException {
        bench = new ReleaseBench(folder);
        ete = bench.repository("ETE");
        etm = bench.repository("ETM");
        for (String application : List.of("ETE", "ETM")) {
            bench.set(application + "_UNICORN_RESTART", "restart unicorn");
            bench.set(application + "_MEMCACHED_RESTART", "restart memcached");
        }
        bench.set("ETE_PRODUCTION_HOSTS", "deploy@engine");
        bench.set("ETM_PRODUCTION_HOSTS", "deploy@model1 deploy@model2");
        bench.command("SSH", "");
        bench.run("before-promote-10-tags").yes();
    }

    @Test
    void theHostsOfTheApplicationWithOtherGemsAre() throws IOException {
        ete.commit("production", "app", "two");
        etm.commit("production", "Gemfile.lock", "rails and more");

        ReleaseBench.Said said = bench.run(RESTART);

        said.yes();
        assertEquals(
                List.of(
                        SSH + "deploy@model1 restart unicorn",
                        SSH + "deploy@model2 restart unicorn",
                        SSH + "deploy@model1 restart memcached",
                        SSH + "deploy@model2 restart memcached"),
                bench.calls());
        assertEquals("ETE: the same gems, nothing to restart", said.lines().get(0));
    }

    @Test
    void gemsThatCameSeveralCommitsAgoCountToo() throws IOException {
        ete.commit("production", "Gemfile.lock", "rails and more");
        ete.commit("production", "app", "two");

        bench.run(RESTART).yes();

        assertEquals(2, bench.calls().size());
    }

    @Test
    void notTwice() throws IOException {
        ete.commit("production", "Gemfile.lock", "rails and more");
        bench.run(RESTART).yes();

        bench.run(RESTART).yes();

        assertEquals(2, bench.calls().size());
    }

    @Test
    void aHostThatIsAwayIsANoAndIsTriedAgain() throws IOException {
        ete.commit("production", "Gemfile.lock", "rails and more");
        bench.command("SSH", "exit 255");
        bench.run(RESTART)
                .no(
                        "ETE: 'restart unicorn' on deploy@engine ended with exit code 255. Mend it and go on; all are restarted"
                                + " again.");
        bench.command("SSH", "");

        bench.run(RESTART).yes();

        assertEquals(3, bench.calls().size());
    }

    @Test
    void aDryRunRestartsNothing() throws IOException {
        ete.commit("production", "Gemfile.lock", "rails and more");

        ReleaseBench.Said said = bench.run(RESTART, "--dry-run");

        said.yes();
        assertEquals(List.of(), bench.calls());
        assertEquals("would run: on deploy@engine restart unicorn", said.lines().get(0));
    }
}
