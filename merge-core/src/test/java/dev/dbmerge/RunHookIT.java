package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.HookContext;
import dev.dbmerge.event.HookVariable;
import dev.dbmerge.event.MergeHook;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.Moment;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.InOrder;

/** What hooks and listeners are told in a run, and what their no does. */
class RunHookIT {
    @TempDir
    private Path folder;

    @ServerTest
    void hooksAreAskedAtEachMomentAndListenersAreToldEachStep(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        MergeListener listener = mock(MergeListener.class);
        List<Moment> moments = new ArrayList<>();

        MergeReport report =
                MergeFixture.run(fixture.merger().hook(context -> moments.add(context.moment())), listener);

        assertEquals(
                List.of(
                        Moment.BEFORE_RUN,
                        Moment.AFTER_COPY,
                        Moment.AFTER_OVERLAY,
                        Moment.BEFORE_CLEANUP,
                        Moment.AFTER_CLEANUP,
                        Moment.AFTER_VERIFY),
                moments);
        InOrder order = inOrder(listener);
        for (String id : List.of("target:" + fixture.target.schema(), "copy:areas", "overlay:users")) {
            order.verify(listener).started(argThat((Step step) -> step.id().equals(id)));
            order.verify(listener).finished(argThat((Step step) -> step.id().equals(id)), any());
        }
        for (String note : report.notes()) {
            verify(listener).noted(note);
        }
    }

    @ServerTest
    void aHooksNoStopsTheRunAndTheFailureIsTold(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        List<HookContext> failures = new ArrayList<>();
        MergeHook hook = mock(MergeHook.class);
        doThrow(new RefusedException(ErrorCode.HOOK, "The site has no notice.", "Put one up."))
                .when(hook)
                .at(argThat(context -> context != null && context.moment() == Moment.AFTER_COPY));
        MergeHook last = context -> {
            if (context.moment() == Moment.ON_FAILURE) {
                failures.add(context);
            }
        };

        MergeException no = MergeFixture.refused(fixture.merger().hook(hook).hook(last));

        assertEquals("The site has no notice. Put one up. [E800]", no.getMessage());
        assertEquals(1, failures.size());
        Map<HookVariable, String> variables = failures.get(0).variables();
        assertEquals("failed", variables.get(HookVariable.OUTCOME));
        assertEquals(no.getMessage(), variables.get(HookVariable.ERROR));
        verify(hook, never()).at(argThat(context -> context.moment() == Moment.AFTER_OVERLAY));
        assertEquals(List.of("areas"), fixture.target.tables());
        assertEquals(List.of("FAILED"), fixture.target.texts("SELECT state FROM _dbmerge_run"));
        assertEquals(4, fixture.production.table("users").size());
    }

    @ServerTest
    void aHooksNoBeforeTheRunMakesNoTarget(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);

        MergeException no = MergeFixture.refused(fixture.merger().hook(context -> {
            if (context.moment() == Moment.BEFORE_RUN) {
                throw new RefusedException(ErrorCode.HOOK, "Not today.", "Run it tomorrow.");
            }
        }));

        assertEquals(ErrorCode.HOOK, no.code());
        assertEquals(List.of(), fixture.staging.texts("SHOW DATABASES LIKE '" + fixture.target.schema() + "'"));
    }

    @ServerTest
    void aHookThatFailsAtTheEndIsANoteOfTheReport(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        Merger.Builder builder = fixture.merger().hook(context -> {
            if (context.moment() == Moment.BEFORE_CLEANUP || context.moment() == Moment.ON_FAILURE) {
                throw new RefusedException(ErrorCode.HOOK, "No at " + context.moment() + ".", "Mend it.");
            }
        });

        try (Merger merger = builder.open()) {
            MergeException no = assertThrows(MergeException.class, () -> merger.run(merger.plan()));

            assertEquals("No at BEFORE_CLEANUP. Mend it. [E800]", no.getMessage());
            assertTrue(merger.lastReport()
                    .orElseThrow()
                    .notes()
                    .contains("A hook at on-failure failed, too: No at ON_FAILURE. Mend it. [E800]"));
        }
    }

    @ServerTest
    void aListenerThatThrowsChangesNothing(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        MergeListener listener = mock(MergeListener.class);
        doThrow(new IllegalStateException("the listener's own"))
                .doNothing()
                .when(listener)
                .started(any());

        MergeReport report = fixture.run(listener);

        assertEquals(Outcome.VERIFIED, report.outcome());
        verify(listener, atLeastOnce()).finished(any(), any());
    }

    @ServerTest
    void executablesOfTheSpecsFolderGetTheContextUnlessTheyAreLeftOut(TestServer server)
            throws SQLException, IOException {
        MergeFixture fixture = MergeFixture.small(folder, server).spec("overlay:\n  users:\nhooks: hooks/\n");
        script(
                fixture,
                "after-verify-10-tell",
                "echo \"$DBMERGE_HOOK_NAME ${DBMERGE_HOOK_TARGET_URL##*/} $DBMERGE_HOOK_OUTCOME $DBMERGE_HOOK_REPORT\"");
        MergeListener listener = mock(MergeListener.class);

        fixture.run(listener);

        verify(listener)
                .hookPrinted(
                        "after-verify-10-tell",
                        "its " + fixture.target.schema() + " verified " + fixture.path("run.json"));
        MergeListener another = mock(MergeListener.class);
        MergeFixture.run(fixture.merger().withoutSpecHooks(), another);
        verify(another, never()).hookPrinted(any(), any());
    }

    @ServerTest
    void anExecutableThatFailsStopsTheRun(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = MergeFixture.small(folder, server).spec("overlay:\n  users:\nhooks: hooks/\n");
        script(fixture, "after-copy", "echo no room; exit 3");
        script(fixture, "on-failure", "echo \"$DBMERGE_HOOK_ERROR\"");
        MergeListener listener = mock(MergeListener.class);

        MergeException no = fixture.refused(listener);

        assertEquals(ErrorCode.HOOK, no.code());
        assertTrue(no.getMessage().contains("after-copy"), no.getMessage());
        verify(listener).hookPrinted("on-failure", no.getMessage());
        assertFalse(fixture.target.tables().contains("users"));
    }

    @ServerTest
    void aPlanAsksNoHook(TestServer server) throws SQLException {
        MergeHook hook = mock(MergeHook.class);
        MergeFixture fixture = MergeFixture.small(folder, server);

        try (Merger merger = fixture.merger().hook(hook).open()) {
            merger.plan();
        }

        verify(hook, never()).at(any());
    }

    private static void script(MergeFixture fixture, String name, String body) throws IOException {
        fixture.file("hooks/" + name, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(fixture.path("hooks/" + name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
