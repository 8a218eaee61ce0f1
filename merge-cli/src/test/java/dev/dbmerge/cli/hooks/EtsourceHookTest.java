package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When ETEngine imports etsource. */
class EtsourceHookTest {
    private static final String ETSOURCE = "after-promote-30-etsource";

    @TempDir
    private Path folder;

    private ReleaseBench bench;
    private Repository ete;
    private Repository ets;

    @BeforeEach
    void begin() throws IOException {
        bench = new ReleaseBench(folder);
        ete = bench.repository("ETE");
        ets = bench.repository("ETS");
        bench.set("ETE_IMPORT_TASK", "deploy:etsource");
        bench.command("CAP", "echo \"$(pwd) $ETSOURCE_REV\" > '" + folder.resolve("place") + "'");
        bench.command("SSH", "");
    }

    private String move() throws IOException {
        bench.run("before-promote-10-tags").yes();
        return ets.commit("production", "data", "new");
    }

    @Test
    void importsWhatProductionMovedTo() throws IOException {
        String production = move();

        bench.run(ETSOURCE).yes();

        assertEquals(List.of("cap production deploy:etsource"), bench.calls());
        assertEquals(ete.ours() + " " + production + "\n", Files.readString(folder.resolve("place")));
    }

    @Test
    void importsByACommandOnTheFirstHost() throws IOException {
        bench.set("ETE_IMPORT_COMMAND", "cd /u/apps/etengine/current && rake import");
        bench.set("ETE_PRODUCTION_HOSTS", "deploy@one deploy@two");
        String production = move();

        bench.run(ETSOURCE).yes();

        assertEquals(
                List.of("ssh -o BatchMode=yes -o ConnectTimeout=10 deploy@one export ETSOURCE_REV=" + production
                        + "; cd /u/apps/etengine/current && rake import"),
                bench.calls());
    }

    @Test
    void importsNothingWhereProductionStayed() throws IOException {
        bench.run("before-promote-10-tags").yes();

        ReleaseBench.Said said = bench.run(ETSOURCE);

        said.yes();
        assertEquals(List.of("ETS: production is as it was, nothing to import"), said.lines());
        assertEquals(List.of(), bench.calls());
    }

    @Test
    void doesNotImportTwice() throws IOException {
        move();
        bench.run(ETSOURCE).yes();

        bench.run(ETSOURCE).yes();

        assertEquals(1, bench.calls().size());
    }

    @Test
    void importsAgainWhatFailed() throws IOException {
        String production = move();
        bench.command("CAP", "exit 4");
        bench.run(ETSOURCE)
                .no("ETE has not imported etsource " + production
                        + ": the import ended with exit code 4, its words stand" + " above. Mend it and go on.");
        bench.command("CAP", "");

        bench.run(ETSOURCE).yes();

        assertEquals(2, bench.calls().size());
    }

    @Test
    void doesNotGuessWhatProductionWas() throws IOException {
        bench.run(ETSOURCE)
                .no(
                        "ETS has no tag before-7 on origin, so what it was before the release is not known: let the hook that"
                                + " tags run.");
    }

    @Test
    void aDryRunImportsNothing() throws IOException {
        move();

        bench.run(ETSOURCE, "--dry-run").yes();

        assertEquals(List.of(), bench.calls());
    }
}
