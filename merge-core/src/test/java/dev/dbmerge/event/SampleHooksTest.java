package dev.dbmerge.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleHooksTest {
    private static final Path SAMPLES = Path.of("../merge-cli/hooks");

    @TempDir
    Path folder;

    /** The folder has more than hooks: a page, settings and what the hooks share have to be left alone. */
    @Test
    void areHooksOnceTheirNamesEndWithoutSample() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path taken = folder.resolve(SAMPLES.relativize(file).toString().replaceFirst("\\.sample$", ""));
                Files.createDirectories(taken.getParent());
                Files.copy(file, taken, StandardCopyOption.COPY_ATTRIBUTES);
                if (file.toString().endsWith(".sample") && file.getParent().equals(SAMPLES)) {
                    names.add(taken.getFileName().toString());
                }
            }
        }

        List<ProcessHook> hooks = new HookScripts(folder).found();

        assertFalse(names.isEmpty());
        assertEquals(names, hooks.stream().map(ProcessHook::name).toList());
    }

    /** dbmerge shows the last line that a hook printed when it says no. */
    @Test
    void sayWhyTheySayNo() throws IOException {
        for (String file : List.of("before-run-10-beta-version.sample", "lib/release.sh")) {
            Path taken = folder.resolve(file.replace(".sample", ""));
            Files.createDirectories(taken.getParent());
            Files.copy(SAMPLES.resolve(file), taken, StandardCopyOption.COPY_ATTRIBUTES);
        }

        MergeException no = assertThrows(MergeException.class, () -> new HookScripts(folder).run(Moment.BEFORE_RUN));

        assertTrue(no.getMessage().contains("There are no settings at "), no.getMessage());
    }
}
