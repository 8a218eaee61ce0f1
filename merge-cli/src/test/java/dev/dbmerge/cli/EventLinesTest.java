package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final Step USERS = new Step.OverlayTable("users");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-26T10:00:00.123456Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void writesALineForEachEventAndRowsOnceASecond() {
        try (EventLines events = new EventLines(bytes, clock, told::add)) {
            events.started(USERS);
            for (int rows = 100; rows <= 1_500; rows += 100) {
                events.progressed(USERS, rows, 1_500);
                now = now.plusMillis(100);
            }
            events.doing(USERS, "adding indexes");
            events.finished(
                    USERS,
                    new StepResult(USERS.id(), StepResult.Status.DONE, 1_500, Duration.ofMillis(1_500), "a \"b\"\n"));
            events.noted("ünïcode");
        }

        assertEquals("""
                {"event":"step-started","at":"2026-11-26T10:00:00.123Z","step":"overlay:users"}
                {"event":"step-progress","at":"2026-11-26T10:00:00.123Z","step":"overlay:users","rows":100,"of":1500}
                {"event":"step-progress","at":"2026-11-26T10:00:01.123Z","step":"overlay:users","rows":1100,"of":1500}
                {"event":"step-doing","at":"2026-11-26T10:00:01.623Z","step":"overlay:users","what":"adding indexes"}
                {"event":"step-finished","at":"2026-11-26T10:00:01.623Z","step":"overlay:users","status":"done",\
                "rows":1500,"tookMillis":1500,"detail":"a \\"b\\"\\u000a"}
                {"event":"note","at":"2026-11-26T10:00:01.623Z","note":"ünïcode"}
                """, bytes.toString(StandardCharsets.UTF_8));
        assertEquals(List.of(), told);
    }

    @Test
    void saysOnceThatNoMoreCanBeWritten() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        try (EventLines events = new EventLines(full, clock, told::add)) {
            events.started(USERS);
            events.noted("more");
        }

        assertEquals(List.of("No more events are written: No space left on device."), told);
    }
}
