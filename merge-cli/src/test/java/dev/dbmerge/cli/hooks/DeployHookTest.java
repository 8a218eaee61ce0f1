package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How both applications are deployed. */
class DeployHookTest {
    private static final String DEPLOY = "after-promote-20-deploy";

    @TempDir
    private Path folder;

    private ReleaseBench bench;
    private Repository ete;
    private Repository etm;
    private Path places;

    @BeforeEach
    void begin() throws IOException {
        bench = new ReleaseBench(folder);
        ete = bench.repository("ETE");
        etm = bench.repository("ETM");
        places = folder.resolve("places");
        bench.command("CAP", "echo \"$(pwd) $(git rev-parse HEAD)\" >> '" + places + "'");
    }

    @Test
    void runsCapInEachCloneAsProductionIsNow() throws IOException {
        String engine = ete.commit("production", "app", "two");
        String model = etm.commit("production", "app", "two");

        bench.run(DEPLOY).yes();

        assertEquals(List.of("cap production deploy", "cap production deploy"), bench.calls());
        assertEquals(List.of(ete.ours() + " " + engine, etm.ours() + " " + model), Files.readAllLines(places));
    }

    @Test
    void deploysInTheOrderOfTheSettings() throws IOException {
        bench.set("DEPLOY", "ETM ETE");

        bench.run(DEPLOY).yes();

        assertEquals(
                List.of(etm.ours() + " " + etm.at("production"), ete.ours() + " " + ete.at("production")),
                Files.readAllLines(places));
    }

    @Test
    void doesNotDeployTwice() throws IOException {
        bench.run(DEPLOY).yes();

        ReleaseBench.Said said = bench.run(DEPLOY);

        said.yes();
        assertEquals(2, bench.calls().size());
        assertEquals("ETM: " + etm.at("production") + " is deployed already", said.last());
    }

    @Test
    void deploysAgainWhatRunsSomethingElse() throws IOException {
        bench.command("SSH", "echo 1234567890");
        bench.set("DEPLOY", "ETE").set("ETE_PRODUCTION_HOSTS", "deploy@engine").set("ETE_FOLDER", "/u/apps/etengine");
        bench.run(DEPLOY).yes();

        bench.run(DEPLOY).yes();

        assertEquals(
                2,
                bench.calls().stream().filter(call -> call.startsWith("cap ")).count());
    }

    @Test
    void stopsAtTheFirstThatFailsAndGoesOnFromThere() throws IOException {
        bench.command("CAP", "case \"$(pwd)\" in *ETM) echo 'no route to host'; exit 3 ;; esac");
        bench.set("DEPLOY", "ETE ETM");
        bench.run(DEPLOY)
                .no(
                        "ETM is not deployed: cap production deploy ended with exit code 3. Mend it and go on; what was deployed"
                                + " before stays.");
        bench.command("CAP", "pwd > '" + places + "'");

        bench.run(DEPLOY).yes();

        assertEquals(List.of(etm.ours().toString()), Files.readAllLines(places));
    }

    @Test
    void touchesNothingBehindOneThatFails() throws IOException {
        bench.command("CAP", "exit 1");

        assertEquals(1, bench.run(DEPLOY).exitCode());

        assertEquals(List.of("cap production deploy"), bench.calls());
    }

    @Test
    void aDryRunDeploysNothing() throws IOException {
        ReleaseBench.Said said = bench.run(DEPLOY, "--dry-run");

        said.yes();
        assertEquals(List.of(), bench.calls());
        assertEquals("", bench.git(ete.ours(), "for-each-ref", "refs/dbmerge"));
        assertEquals("production", bench.git(ete.ours(), "rev-parse", "--abbrev-ref", "HEAD"));
    }

    @Test
    void takesACommandOfSeveralWords() throws IOException {
        bench.command("BUNDLE", "");
        bench.set("CAP", folder.resolve("commands/bundle") + " exec cap").set("DEPLOY", "ETE");

        bench.run(DEPLOY).yes();

        assertEquals(List.of("bundle exec cap production deploy"), bench.calls());
    }
}
