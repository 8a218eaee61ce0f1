package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How production branches get what goes live, on real repositories. */
class BranchesHookTest {
    private static final String BRANCHES = "after-promote-10-branches";
    private static final String CAN_MOVE = "before-promote-20-branches-can-move";

    @TempDir
    private Path folder;

    private ReleaseBench bench;
    private Repository etm;

    @BeforeEach
    void begin() throws IOException {
        bench = new ReleaseBench(folder);
        etm = bench.repository("ETM");
    }

    @Test
    void goForwardToStaging() throws IOException {
        String former = etm.at("production");
        String staging = etm.commit("staging", "app", "two");

        ReleaseBench.Said said = bench.run(BRANCHES);

        said.yes();
        assertEquals(List.of("ETM: production moved from " + former + " to " + staging), said.lines());
        assertEquals(staging, etm.at("production"));
    }

    @Test
    void areLeftAloneTheSecondTime() throws IOException {
        String staging = etm.commit("staging", "app", "two");
        bench.run(BRANCHES).yes();

        ReleaseBench.Said said = bench.run(BRANCHES);

        said.yes();
        assertEquals(List.of("ETM: production is at " + staging + " already"), said.lines());
    }

    @Test
    void takeMasterWhereTheSettingsSaySo() throws IOException {
        Repository ets = bench.repository("ETS");
        bench.set("ETS_STAGING_BRANCH", "master");
        String master = ets.commit("master", "data", "new");

        bench.run(BRANCHES).yes();

        assertEquals(master, ets.at("production"));
    }

    @Test
    void stayWhenProductionHasACommitThatStagingLacks() throws IOException {
        etm.commit("staging", "app", "two");
        String fix = etm.commit("production", "fix", "urgent");

        ReleaseBench.Said said = bench.run(BRANCHES);

        said.no("ETM: production has commits that staging lacks (1). Bring them into staging and look at beta again"
                + " (before-run-10-beta-version), or set ETM_MOVE to rebase or merge.");
        assertEquals("ETM " + fix.substring(0, 7) + " fix: urgent", said.lines().get(0));
        assertEquals(fix, etm.at("production"));
    }

    @Test
    void areAllLookedAtBeforeOneIsPushed() throws IOException {
        Repository ete = bench.repository("ETE");
        String former = etm.at("production");
        etm.commit("staging", "app", "two");
        ete.commit("production", "fix", "urgent");

        ReleaseBench.Said said = bench.run(BRANCHES);

        assertEquals(1, said.exitCode());
        assertEquals(former, etm.at("production"));
    }

    @Test
    void goToStagingWhichHasProductionsFixAsACommitOfItsOwn() throws IOException {
        etm.commit("staging", "app", "two");
        etm.pick(etm.commit("production", "fix", "urgent"));

        bench.run(BRANCHES).yes();

        assertEquals(etm.at("staging"), etm.at("production"));
    }

    @Test
    void keepALineWhereProductionsCommitsAreRebased() throws IOException {
        bench.set("ETM_MOVE", "rebase");
        etm.commit("staging", "app", "two");
        etm.commit("production", "fix", "urgent");

        bench.run(BRANCHES).yes();

        assertEquals("fix: urgent < app: two < app: one < Gemfile.lock: rails", etm.history("production"));
        assertTrue(etm.isLine("production"));
        assertEquals(List.of(), bench.temporary());
        assertEquals(1, bench.git(etm.ours(), "worktree", "list").lines().count());
    }

    @Test
    void areNotRebasedTwice() throws IOException {
        bench.set("ETM_MOVE", "rebase");
        etm.commit("staging", "app", "two");
        etm.commit("production", "fix", "urgent");
        bench.run(BRANCHES).yes();
        String production = etm.at("production");

        bench.run(BRANCHES).yes();

        assertEquals(production, etm.at("production"));
    }

    @Test
    void areNotRebasedWhereTheyHaveAllOfStaging() throws IOException {
        bench.set("ETM_MOVE", "merge");
        etm.commit("staging", "app", "two");
        etm.commit("production", "fix", "urgent");
        bench.run(BRANCHES).yes();
        String production = etm.at("production");
        bench.set("ETM_MOVE", "rebase");

        bench.run(BRANCHES).yes();

        assertEquals(production, etm.at("production"));
    }

    @Test
    void stayWhereRebasingConflicts() throws IOException {
        bench.set("ETM_MOVE", "rebase");
        etm.commit("staging", "app", "two");
        String fix = etm.commit("production", "app", "urgent");

        ReleaseBench.Said said = bench.run(BRANCHES);

        said.no("ETM: a rebase of production's own commits does not work by itself, git says above why. Bring them into"
                + " staging and look at beta again (before-run-10-beta-version).");
        assertTrue(said.lines().stream().anyMatch(line -> line.contains("conflict in app")), said::toString);
        assertEquals(fix, etm.at("production"));
        assertEquals(List.of(), bench.temporary());
        assertEquals(1, bench.git(etm.ours(), "worktree", "list").lines().count());
    }

    @Test
    void areJoinedByAMergeCommitWhereTheSettingsSaySo() throws IOException {
        bench.set("ETM_MOVE", "merge");
        String staging = etm.commit("staging", "app", "two");
        String fix = etm.commit("production", "fix", "urgent");

        bench.run(BRANCHES).yes();

        assertEquals(fix + " " + staging, bench.git(etm.remote(), "log", "-1", "--format=%P", "production"));
    }

    @Test
    void goForwardEvenWhereMergeIsAllowed() throws IOException {
        bench.set("ETM_MOVE", "merge");
        String staging = etm.commit("staging", "app", "two");

        bench.run(BRANCHES).yes();

        assertEquals(staging, etm.at("production"));
    }

    @Test
    void anUnknownWayIsRefusedBeforeItIsNeeded() throws IOException {
        bench.set("ETM_MOVE", "rebse");
        etm.commit("staging", "app", "two");

        ReleaseBench.Said said = bench.run(BRANCHES);

        assertTrue(said.last().startsWith("ETM_MOVE is 'rebse' in "), said::toString);
        assertEquals(1, said.exitCode());
    }

    @Test
    void losesNothingThatIsPushedInTheLastMoment() throws IOException {
        bench.set("ETM_MOVE", "rebase");
        etm.commit("staging", "app", "two");
        etm.commit("production", "fix", "urgent");
        bench.git(etm.others(), "commit", "--quiet", "--allow-empty", "--message", "late");
        bench.command(
                "GIT",
                "case \"$*\" in *--force-with-lease*|*--force*) git -C '" + etm.others()
                        + "' push --quiet origin HEAD:refs/heads/production ;; esac\nexec git \"$@\"");

        ReleaseBench.Said said = bench.run(BRANCHES);

        said.no("ETM: production was not pushed; git says above why. If somebody moved it meanwhile, look at what came,"
                + " and go on.");
        assertEquals("late < fix: urgent < app: one < Gemfile.lock: rails", etm.history("production"));
    }

    @Test
    void takeWhatBetaRanEvenIfStagingWentOn() throws IOException {
        String looked = etm.commit("staging", "app", "two");
        bench.command("SSH", "echo " + looked);
        bench.set("ETM_BETA_HOSTS", "beta").set("ETM_FOLDER", "/u/apps/etmodel");
        bench.run("before-run-10-beta-version").yes();
        etm.commit("staging", "app", "three");

        bench.run(BRANCHES).yes();

        assertEquals(looked, etm.at("production"));
    }

    @Test
    void stayInADryRun() throws IOException {
        String former = etm.at("production");
        String staging = etm.commit("staging", "app", "two");
        bench.environment.put("DBMERGE_DRY_RUN", "1");

        ReleaseBench.Said said = bench.run(BRANCHES);

        said.yes();
        assertEquals(
                List.of("would run: in_clone ETM push --quiet --force-with-lease=refs/heads/production:" + former
                        + " origin " + staging + ":refs/heads/production"),
                said.lines());
        assertEquals(former, etm.at("production"));
    }

    @Test
    void areToldBeforehandThatTheyCannotMove() throws IOException {
        etm.commit("staging", "app", "two");
        etm.commit("production", "fix", "urgent");

        ReleaseBench.Said said = bench.run(CAN_MOVE);

        assertTrue(said.last().startsWith("ETM: production has commits that staging lacks (1)."), said::toString);
        assertEquals(1, said.exitCode());
    }

    @Test
    void areToldBeforehandThatTheyConflict() throws IOException {
        bench.set("ETM_MOVE", "rebase");
        etm.commit("staging", "app", "two");
        etm.commit("production", "app", "urgent");

        assertEquals(1, bench.run(CAN_MOVE).exitCode());
    }

    @Test
    void areLeftAloneByTheQuestionWhetherTheyCanMove() throws IOException {
        bench.set("ETM_MOVE", "rebase");
        etm.commit("staging", "app", "two");
        String fix = etm.commit("production", "fix", "urgent");

        ReleaseBench.Said said = bench.run(CAN_MOVE);

        said.yes();
        assertEquals(List.of("ETM: production can get 2 commits"), said.lines());
        assertEquals(fix, etm.at("production"));
    }

    @Test
    void aRemoteThatIsAwayIsANo() throws IOException {
        bench.git(
                etm.ours(),
                "remote",
                "set-url",
                "origin",
                folder.resolve("gone").toString());

        ReleaseBench.Said said = bench.run(BRANCHES);

        said.no("ETM: the branches cannot be fetched into " + etm.ours() + "; git says above why.");
        assertFalse(said.lines().isEmpty());
    }
}
