package dev.dbmerge.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookFolderTest {
    @TempDir
    Path folder;

    private HookScripts hooks;

    @BeforeEach
    void scripts() {
        hooks = new HookScripts(folder);
    }

    @Test
    void givesHooksInTheOrderOfTheirNames() throws IOException {
        hooks.write("on-failure");
        hooks.write("after-verify-20-tag.sh");
        hooks.write("after-verify-10-notify");
        hooks.write("before-run.py");

        List<ProcessHook> found = hooks.found();

        assertEquals(
                List.of("after-verify-10-notify", "after-verify-20-tag.sh", "before-run.py", "on-failure"),
                found.stream().map(ProcessHook::name).toList());
        assertEquals(
                List.of(Moment.AFTER_VERIFY, Moment.AFTER_VERIFY, Moment.BEFORE_RUN, Moment.ON_FAILURE),
                found.stream().map(ProcessHook::moment).toList());
    }

    @Test
    void leavesAloneWhatIsNoHookByItsName() throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        Files.createFile(folder.resolve(".gitkeep"));
        Files.createFile(folder.resolve("README.md"));
        Files.createFile(folder.resolve("after-verify-10-notify.sample"));
        hooks.write("before-run.example");

        assertEquals(List.of(), hooks.found());
    }

    @Test
    void suggestsTheMomentThatANameIsClosestTo() throws IOException {
        hooks.write("after-verfy-10-notify.sh");

        assertRefused("Hook file " + folder
                + "/after-verfy-10-notify.sh begins with no moment of a run; did you mean after-verify?"
                + " Mend it, or add .sample to its name to have it left alone. [E802]");
    }

    @Test
    void suggestsAcrossCaseAndUnderscores() throws IOException {
        hooks.write("Before_Cleanup");

        assertRefused(
                "Hook file " + folder + "/Before_Cleanup begins with no moment of a run; did you mean before-cleanup?"
                        + " Mend it, or add .sample to its name to have it left alone. [E802]");
    }

    @Test
    void listsTheMomentsForANameThatIsLikeNone() throws IOException {
        hooks.write("notify.sh");

        assertRefused("Hook file " + folder + "/notify.sh begins with no moment of a run (before-run, after-copy,"
                + " after-overlay, before-cleanup, after-cleanup, after-verify, on-failure, before-promote, before-swap,"
                + " after-swap, after-promote)."
                + " Mend it, or add .sample to its name to have it left alone. [E802]");
    }

    @Test
    void refusesCopiesThatEditorsLeaveBehind() throws IOException {
        hooks.write("after-verify.sh~");

        assertRefused(
                "Hook file " + folder + "/after-verify.sh~ has more after its moment than a name and one extension,"
                        + " as in after-verify-10-notify.sh."
                        + " Mend it, or add .sample to its name to have it left alone. [E802]");
    }

    @Test
    void tellsOfEveryMistakeAtOnce() throws IOException {
        Files.createFile(folder.resolve("after-copy"));
        hooks.write("after-coppy");

        assertRefused("Hook file " + folder + "/after-coppy begins with no moment of a run; did you mean after-copy?\n"
                + "Hook file " + folder + "/after-copy is not executable; chmod +x makes it so."
                + " Mend these 2, or add .sample to their names to have them left alone. [E802]");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        hooks = new HookScripts(folder.resolve("gone"));

        assertRefused("The hooks folder " + folder + "/gone cannot be read (NoSuchFileException)."
                + " Make it a folder that this account may read, or take hooks out of the spec. [E802]");
    }

    private void assertRefused(String message) {
        MergeException refused = assertThrows(MergeException.class, () -> hooks.found());
        assertEquals(message, refused.getMessage());
        assertEquals(ErrorCode.HOOK_FILE, refused.code());
    }
}
