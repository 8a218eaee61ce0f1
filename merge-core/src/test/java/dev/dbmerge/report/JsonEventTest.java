package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class JsonEventTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");
    private static final String MOVING = JsonEvent.stepProgress(
            AT,
            new StepState(
                    "copy:areas", 20, OptionalLong.of(40), OptionalLong.of(10), Optional.of(Duration.ofMillis(2_900))));
    private static final String STOPPED = JsonEvent.runFinished(
            AT,
            RunEnd.stopped(
                    Optional.of("1"),
                    Duration.ofSeconds(2),
                    new MergeException(ErrorCode.STEP, "It \"broke\".", "Mend it.")));
    private static final List<String> ALL = List.of(
            JsonEvent.runStarted(AT, new RunStart("1", "ete", Path.of("merge.yml"), "ete_new", "MySQL", "1.0", 3)),
            JsonEvent.stepStarted(AT, "copy:areas"),
            MOVING,
            JsonEvent.stepDoing(AT, "copy:areas", "adding indexes"),
            JsonEvent.stepFinished(
                    AT, new StepResult("copy:areas", StepResult.Status.DONE, 40, Duration.ofSeconds(1), "")),
            JsonEvent.hookStarted(AT, "after-copy"),
            JsonEvent.hookPrinted(AT, "after-copy", "hello"),
            JsonEvent.hookFinished(AT, "after-copy", Duration.ofSeconds(1)),
            JsonEvent.note(AT, "a note"),
            STOPPED);

    @Test
    void writesOneObjectALineWithMilliseconds() {
        assertEquals(
                "{\"event\":\"step-progress\",\"at\":\"2026-11-01T10:00:00.000Z\",\"step\":\"copy:areas\","
                        + "\"rows\":20,\"of\":40,\"rowsPerSecond\":10,\"etaSeconds\":2}",
                MOVING);
        assertEquals(
                "{\"event\":\"run-finished\",\"at\":\"2026-11-01T10:00:00.000Z\",\"runId\":\"1\",\"outcome\":\"failed\","
                        + "\"exitCode\":5,\"tookMillis\":2000,\"code\":\"E500\",\"problem\":\"It \\\"broke\\\".\","
                        + "\"remedy\":\"Mend it.\"}",
                STOPPED);
        assertEquals(
                "{\"event\":\"step-started\",\"at\":\"2026-11-01T10:00:00.120Z\",\"step\":\"copy:areas\"}",
                JsonEvent.stepStarted(AT.plusNanos(120_456_789), "copy:areas"));
    }

    @Test
    void thePageListsEveryEventWithItsFields() throws IOException {
        Map<String, String> written = new TreeMap<>();
        for (String line : ALL) {
            Map<?, ?> event = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(line);
            written.put(
                    event.get("event").toString(),
                    event.keySet().stream()
                            .map(Object::toString)
                            .filter(field -> !field.equals("event") && !field.equals("at"))
                            .collect(Collectors.toCollection(TreeSet::new))
                            .toString());
        }

        Map<String, TreeSet<String>> listed = new TreeMap<>();
        Files.readAllLines(Path.of("docs/json.md")).stream()
                .dropWhile(line -> !line.equals("## dbmerge-events/1"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`"))
                .forEach(cells -> listed.computeIfAbsent(cells[1], event -> new TreeSet<>())
                        .add(cells[3]));

        assertEquals(written.toString(), listed.toString());
    }
}
