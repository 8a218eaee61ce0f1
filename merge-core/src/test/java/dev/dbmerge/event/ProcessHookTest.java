package dev.dbmerge.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessHookTest {
    @TempDir
    Path folder;

    private HookScripts hooks;

    @BeforeEach
    void scripts() {
        hooks = new HookScripts(folder);
    }

    @Test
    void runsAtItsOwnMomentOnly() throws IOException {
        hooks.write("after-copy", "#!/bin/sh", "echo copied");
        hooks.write("after-verify", "#!/bin/sh", "echo verified");

        hooks.run(Moment.AFTER_COPY);

        assertEquals(List.of("after-copy| copied"), hooks.printed);
    }

    @Test
    void tellsItsContextBesideTheInheritedEnvironment() throws IOException {
        hooks.variables.put(HookVariable.TARGET_SCHEMA, "ete_new");
        hooks.variables.put(HookVariable.SPEC, "/srv/ete/merge.yml");
        hooks.write("after-copy", "#!/bin/sh", "env | grep ^DBMERGE_HOOK_ | sort", "test -n \"$PATH\" && echo PATH");

        hooks.run(Moment.AFTER_COPY);

        assertEquals(
                List.of(
                        "after-copy| DBMERGE_HOOK_MOMENT=after-copy",
                        "after-copy| DBMERGE_HOOK_SPEC=/srv/ete/merge.yml",
                        "after-copy| DBMERGE_HOOK_TARGET_SCHEMA=ete_new",
                        "after-copy| PATH"),
                hooks.printed);
    }

    @Test
    void givesNoSecretAndNoOversizeInTheError() throws IOException {
        hooks.variables.put(HookVariable.ERROR, "server said: hunter2\0" + "x".repeat(300_000));
        hooks.write(
                "on-failure", "#!/bin/sh", "echo ${#DBMERGE_HOOK_ERROR}", "echo \"$DBMERGE_HOOK_ERROR\" | cut -c1-20");

        hooks.run(Moment.ON_FAILURE, "hunter2");

        assertEquals(List.of("on-failure| 8003", "on-failure| server said: *** xxx"), hooks.printed);
    }

    @Test
    void worksInTheHooksFolderWithNothingToRead() throws IOException {
        hooks.write("before-run", "#!/bin/sh", "pwd -P", "cat", "echo read");

        hooks.run(Moment.BEFORE_RUN);

        assertEquals(List.of("before-run| " + folder.toRealPath(), "before-run| read"), hooks.printed);
    }

    @Test
    void handsOnBothOutputsWithoutSecrets() throws IOException {
        hooks.write("before-run", "#!/bin/sh", "echo out", "echo mysql -phunter2 >&2", "echo out again");

        hooks.run(Moment.BEFORE_RUN, "hunter2");

        assertEquals(List.of("before-run| out", "before-run| mysql -p***", "before-run| out again"), hooks.printed);
    }

    @Test
    void handsOnALineWhileTheHookGoesOnAndOnTheThreadOfTheRun() throws IOException {
        hooks.write("before-run", "#!/bin/sh", "echo ready", "until [ -e seen ]; do sleep 0.02; done", "echo gone");
        Thread run = Thread.currentThread();
        MergeListener answering = new MergeListener() {
            @Override
            public void hookPrinted(String hook, String line) {
                assertSame(run, Thread.currentThread());
                hooks.hookPrinted(hook, line);
                touch("seen");
            }
        };

        ProcessHook hook = ProcessHook.in(folder, answering, List.of(), Duration.ofSeconds(30))
                .get(0);
        hook.at(new HookContext(Moment.BEFORE_RUN, hooks.variables));

        assertEquals(List.of("before-run| ready", "before-run| gone"), hooks.printed);
    }

    @Test
    void handsOnEverythingThatAQuickHookPrints() throws IOException {
        hooks.write("before-run", "#!/bin/sh", "seq 1 9000");

        hooks.run(Moment.BEFORE_RUN);

        assertEquals(9_000, hooks.printed.size());
        assertEquals("before-run| 9000", hooks.printed.get(8_999));
    }

    @Test
    void saysNoWithItsExitCodeAndItsLastLine() throws IOException {
        hooks.write("before-run-10-beta.sh", "#!/bin/sh", "echo beta answers hunter2", "echo", "exit 3");

        RefusedException refused = assertThrows(RefusedException.class, () -> hooks.run(Moment.BEFORE_RUN, "hunter2"));

        assertEquals(
                "Hook before-run-10-beta.sh said no: it ended with exit code 3, and its last line was \"beta answers ***\"."
                        + " Settle what it asks for and run again, or add .sample to its name to go on without it. [E800]",
                refused.getMessage());
        assertEquals(8, refused.code().exitCode());
    }

    @Test
    void saysNoWithoutAWord() throws IOException {
        hooks.write("before-run", "#!/bin/sh", "exit 1");

        RefusedException refused = assertThrows(RefusedException.class, () -> hooks.run(Moment.BEFORE_RUN));

        assertEquals(
                "Hook before-run said no: it ended with exit code 1, and it printed nothing."
                        + " Settle what it asks for and run again, or add .sample to its name to go on without it. [E800]",
                refused.getMessage());
    }

    @Test
    void endsTheProcessAndItsChildrenWhenItTakesTooLong() throws Exception {
        hooks.write("after-copy", "#!/bin/sh", "echo begun", "sleep 60 &", "echo $! > child", "wait");

        RefusedException refused = assertThrows(
                RefusedException.class, () -> hooks.runWithin(Duration.ofMillis(1_500), Moment.AFTER_COPY));

        assertEquals(
                "Hook after-copy was stopped after 1.5 s, the longest that a hook may run, and its last line was \"begun\"."
                        + " Make it quicker, or let it leave the long part to a process of its own; then run again. [E801]",
                refused.getMessage());
        assertEquals(ErrorCode.HOOK_TIMEOUT, refused.code());
        assertEnded("child");
    }

    @Test
    void killsWhatDoesNotEndWhenAsked() throws Exception {
        hooks.write("after-copy", "#!/bin/sh", "trap '' TERM", "echo $$ > self", "while :; do sleep 0.1; done");

        assertThrows(RefusedException.class, () -> hooks.runWithin(Duration.ofSeconds(1), Moment.AFTER_COPY));

        assertEnded("self");
    }

    @Test
    void isNotHeldUpByAChildThatKeepsTheOutputOpen() throws Exception {
        hooks.write("after-copy", "#!/bin/sh", "sleep 60 &", "echo $! > child", "echo done");

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> hooks.run(Moment.AFTER_COPY));

        assertEquals(List.of("after-copy| done"), hooks.printed);
        assertTrue(process("child").orElseThrow().destroyForcibly());
    }

    @Test
    void isNotHeldUpByAChildThatGoesOnPrinting() throws Exception {
        hooks.write(
                "after-copy",
                "#!/bin/sh",
                "(while :; do echo tick; : > ticked; sleep 0.01; done) &",
                "echo $! > child",
                "until [ -e ticked ]; do sleep 0.01; done");

        assertTimeoutPreemptively(Duration.ofSeconds(15), () -> hooks.run(Moment.AFTER_COPY));

        process("child").ifPresent(ProcessHandle::destroyForcibly);
        assertEquals("after-copy| tick", hooks.printed.get(0));
    }

    @Test
    void endsTheProcessWhenTheThreadIsInterrupted() throws Exception {
        hooks.write("after-copy", "#!/bin/sh", "echo $$ > self", "echo begun", "sleep 60");
        Thread run = Thread.currentThread();
        MergeListener interrupting = new MergeListener() {
            @Override
            public void hookPrinted(String hook, String line) {
                run.interrupt();
            }
        };
        ProcessHook hook = ProcessHook.in(folder, interrupting, List.of(), Duration.ofMinutes(1))
                .get(0);

        MergeException stopped =
                assertThrows(MergeException.class, () -> hook.at(new HookContext(Moment.AFTER_COPY, hooks.variables)));

        assertTrue(Thread.interrupted());
        assertEquals(
                "Hook after-copy was stopped, because the run was interrupted. Run again when you are ready. [E130]",
                stopped.getMessage());
        assertEnded("self");
    }

    @Test
    void startsNothingOnAnInterruptedThread() throws IOException {
        hooks.write("after-copy", "#!/bin/sh", "touch started");

        Thread.currentThread().interrupt();
        MergeException stopped = assertThrows(MergeException.class, () -> hooks.run(Moment.AFTER_COPY));

        assertTrue(Thread.interrupted());
        assertEquals(
                "Hook after-copy was not started, because the run was interrupted. Run again when you are ready. [E130]",
                stopped.getMessage());
        assertFalse(Files.exists(folder.resolve("started")));
    }

    @Test
    void endsTheProcessWhenAListenerThrows() throws Exception {
        hooks.write("after-copy", "#!/bin/sh", "echo $$ > self", "echo begun", "sleep 60");
        IllegalStateException thrown = new IllegalStateException("full");
        MergeListener throwing = new MergeListener() {
            @Override
            public void hookPrinted(String hook, String line) {
                throw thrown;
            }
        };
        ProcessHook hook = ProcessHook.in(folder, throwing, List.of(), Duration.ofMinutes(1))
                .get(0);

        assertSame(
                thrown,
                assertThrows(
                        IllegalStateException.class,
                        () -> hook.at(new HookContext(Moment.AFTER_COPY, hooks.variables))));

        assertEnded("self");
    }

    @Test
    void namesAnInterpreterThatIsMissing() throws IOException {
        Path file = hooks.write("after-copy", "#!/opt/none/bin/ruby -w", "puts 1");

        assertNotStarted("Hook " + file + " cannot be started: its first line asks for /opt/none/bin/ruby -w,"
                + " which is not there or not executable."
                + " Mend it until it starts from a shell by its name alone. [E802]");
    }

    @Test
    void namesTheCarriageReturnOfAFirstLine() throws IOException {
        Path file = hooks.write("after-copy", "#!/bin/sh\r", "echo 1\r");

        assertNotStarted("Hook " + file + " cannot be started: its first line ends with a carriage return (CRLF),"
                + " which the system takes for part of /bin/sh."
                + " Mend it until it starts from a shell by its name alone. [E802]");
    }

    @Test
    void saysWhatTheSystemSaysOfAnythingElse() throws IOException {
        Path file = hooks.write("after-copy", "#!/bin/sh");
        List<ProcessHook> found = hooks.found();
        Files.delete(file);

        MergeException stopped = assertThrows(
                MergeException.class, () -> found.get(0).at(new HookContext(Moment.AFTER_COPY, hooks.variables)));

        assertEquals(
                "Hook " + file + " cannot be started: the system says \"No such file or directory\"."
                        + " Mend it until it starts from a shell by its name alone. [E802]",
                stopped.getMessage());
    }

    private void assertNotStarted(String message) {
        MergeException stopped = assertThrows(MergeException.class, () -> hooks.run(Moment.AFTER_COPY));
        assertEquals(message, stopped.getMessage());
        assertEquals(ErrorCode.HOOK_FILE, stopped.code());
    }

    private void assertEnded(String pidFile) throws Exception {
        if (Files.notExists(folder.resolve(pidFile))) {
            throw new AssertionError("the hook never wrote " + pidFile);
        }
        Optional<ProcessHandle> process = process(pidFile);
        if (process.isPresent()) {
            process.get().onExit().get(5, TimeUnit.SECONDS);
        }
    }

    private Optional<ProcessHandle> process(String pidFile) throws IOException {
        return ProcessHandle.of(
                Long.parseLong(Files.readString(folder.resolve(pidFile)).strip()));
    }

    private void touch(String name) {
        try {
            Files.writeString(folder.resolve(name), "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
