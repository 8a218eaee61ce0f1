package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tags say of production before a release. */
class TagsHookTest {
    private static final String TAGS = "before-promote-10-tags";

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
    void everyProductionBranchIsTagged() throws IOException {
        Repository ete = bench.repository("ETE");
        etm.commit("staging", "app", "two");

        bench.run(TAGS).yes();

        assertEquals(etm.at("production"), etm.at("refs/tags/before-7"));
        assertEquals(ete.at("production"), ete.at("refs/tags/before-7"));
    }

    @Test
    void aTagThatIsThereIsNotMadeAgain() throws IOException {
        bench.run(TAGS).yes();
        String tag = bench.git(etm.remote(), "rev-parse", "refs/tags/before-7");

        ReleaseBench.Said said = bench.run(TAGS);

        said.yes();
        assertEquals(List.of("ETM: before-7 is there"), said.lines());
        assertEquals(tag, bench.git(etm.remote(), "rev-parse", "refs/tags/before-7"));
    }

    @Test
    void aTagThatCouldNotBePushedIsPushedTheNextTime() throws IOException {
        bench.git(etm.ours(), "tag", "before-7", "production");
        String production = etm.commit("production", "fix", "urgent");

        bench.run(TAGS).yes();

        assertEquals(production, etm.at("refs/tags/before-7"));
    }

    @Test
    void aTagStaysOnceTheBranchesHaveMoved() throws IOException {
        String former = etm.at("production");
        etm.commit("staging", "app", "two");
        bench.run(TAGS).yes();
        bench.run("after-promote-10-branches").yes();

        ReleaseBench.Said said = bench.run(TAGS);

        said.yes();
        assertEquals(
                List.of("ETM: before-7 stays at " + former + "; production was moved by this release already"),
                said.lines());
        assertEquals(former, etm.at("refs/tags/before-7"));
    }

    @Test
    void aTagOfAnotherReleaseIsANo() throws IOException {
        bench.run(TAGS).yes();
        String former = etm.at("production");
        etm.commit("staging", "app", "two");
        etm.commit("production", "fix", "urgent");

        ReleaseBench.Said said = bench.run(TAGS);

        assertTrue(
                said.last()
                        .startsWith("ETM: before-7 is at " + former + " and production at " + etm.at("production")
                                + ". Is RELEASE in "),
                said::toString);
        assertEquals(1, said.exitCode());
        assertEquals(former, etm.at("refs/tags/before-7"));
    }

    @Test
    void aDryRunTagsNothing() throws IOException {
        ReleaseBench.Said said = bench.run(TAGS, "--dry-run");

        said.yes();
        assertEquals("", bench.git(etm.remote(), "tag"));
        assertEquals("", bench.git(etm.ours(), "tag"));
        assertEquals("would run: in_clone ETM push --quiet origin refs/tags/before-7", said.last());
    }

    @Test
    void aRemoteThatTakesNoTagIsANo() throws IOException {
        bench.command("GIT", "case \"$*\" in *' push '*) echo denied; exit 1 ;; esac\nexec git \"$@\"");

        bench.run(TAGS)
                .no(
                        "ETM: the tag before-7 was not pushed; git says above why. It is tried again when this hook runs again.");
    }
}
