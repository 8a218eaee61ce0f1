package dev.dbmerge.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleHooksTest {
    @TempDir
    Path folder;

    @Test
    void areHooksOnceTheirNamesEndWithoutSample() throws IOException {
        HookScripts hooks = new HookScripts(folder);
        List<Path> samples = samples();

        for (Path sample : samples) {
            String name = sample.getFileName().toString();
            hooks.write(name.substring(0, name.length() - ".sample".length()), Files.readString(sample));
        }

        assertEquals(samples.size(), hooks.found().size());
    }

    @Test
    void leaveTheSiteAndTheBranchesAloneWhenTheTargetWasRejected() throws IOException {
        HookScripts hooks = new HookScripts(folder);
        hooks.variables.put(HookVariable.OUTCOME, "rejected");
        hooks.write(
                "after-verify-10-notify",
                Files.readString(Path.of("../merge-cli/hooks/after-verify-10-notify.sample")));
        hooks.write(
                "after-verify-20-tag",
                Files.readString(Path.of("../merge-cli/hooks/after-verify-20-tag-branches.sample")));

        hooks.run(Moment.AFTER_VERIFY);

        assertEquals(List.of(), hooks.printed);
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../merge-cli/hooks"))) {
            return files.sorted().toList();
        }
    }
}
