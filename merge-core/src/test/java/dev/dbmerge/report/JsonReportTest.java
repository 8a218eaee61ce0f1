package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class JsonReportTest {
    @TempDir
    Path folder;

    @Test
    void writesThePlanFieldsThatThePageLists() throws IOException {
        assertEquals(listed("## dbmerge-plan/1"), fields(JsonReport.plan(Samples.blockedPlan())));
    }

    @Test
    void writesTheSqlFieldsThatThePageLists() throws IOException {
        assertEquals(listed("## dbmerge-sql/1"), fields(JsonReport.sql(Samples.plan(), Samples.script())));
    }

    @Test
    void writesTheReportFieldsThatThePageLists() throws IOException {
        assertEquals(listed("## dbmerge-report/1"), fields(JsonReport.run(Samples.verified())));
    }

    @Test
    void writesTheFieldsOfALaterLookThatThePageLists() throws IOException {
        assertEquals(listed("## dbmerge-verify/1"), fields(JsonReport.verify(Samples.changed())));
    }

    @Test
    void writesTheTestFieldsThatThePageLists() throws IOException {
        Set<String> written = fields(JsonReport.test(TestSamples.failed()));
        written.addAll(fields(JsonReport.test(TestSamples.unnoticed())));

        assertEquals(listed("## dbmerge-test/1"), written);
    }

    @Test
    void writesTheDoctorsFieldsThatThePageLists() throws IOException {
        Set<String> written = fields(JsonReport.doctor(DoctorSamples.ill()));
        written.addAll(fields(JsonReport.doctor(DoctorSamples.well())));

        assertEquals(listed("## dbmerge-doctor/1"), written);
    }

    @Test
    void writesTheFieldsOfAReleaseThatThePageLists() throws IOException {
        Set<String> written = fields(JsonReport.release(Samples.release()));
        written.removeIf(field -> field.startsWith("specs[].plan."));

        assertEquals(listed("## dbmerge-release-plan/1"), written);
    }

    @Test
    void saysWhereAChangeOfARuleStands() {
        Map<?, ?> report = (Map<?, ?>) parsed(JsonReport.test(TestSamples.unnoticed()));

        Map<?, ?> coverage = (Map<?, ?>) ((List<?>) report.get("coverage")).get(0);
        Map<?, ?> change = (Map<?, ?>) ((List<?>) coverage.get("changes")).get(1);
        assertEquals("unnoticed", change.get("fate"));
        assertEquals(3, change.get("line"));
        assertEquals(27, change.get("column"));
    }

    @Test
    void writesValuesThatProgramsCanRead() {
        Map<?, ?> report = (Map<?, ?>) parsed(JsonReport.run(Samples.verified()));

        assertEquals("dbmerge-report/1", report.get("format"));
        assertEquals("verified", report.get("outcome"));
        assertEquals(null, report.get("error"));
        assertEquals("2026-11-01T10:00:00Z", report.get("startedAt"));
        assertEquals(62_345, report.get("tookMillis"));
        Map<?, ?> table = (Map<?, ?>) ((List<?>) report.get("tables")).get(1);
        assertEquals("equal", table.get("comparison"));
        assertEquals("90210", table.get("sourceSum"));
        assertEquals(8_766, table.get("rows"));
    }

    @Test
    void saysWhetherARunMayGoOn() {
        assertEquals("go", ((Map<?, ?>) parsed(JsonReport.plan(Samples.plan()))).get("decision"));
        assertEquals("blocked", ((Map<?, ?>) parsed(JsonReport.plan(Samples.blockedPlan()))).get("decision"));
    }

    @Test
    void replacesTheFileOfARunBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "old");

        JsonReport.write(Samples.verified(), file);

        assertEquals(JsonReport.run(Samples.verified()), Files.readString(file));
        assertEquals(List.of("run.json"), names(folder));
    }

    @Test
    void namesTheFileThatCannotBeWritten() {
        Path file = folder.resolve("gone/run.json");

        MergeException failure = assertThrows(MergeException.class, () -> JsonReport.write(Samples.verified(), file));

        assertEquals(
                "The report " + file + " cannot be written (NoSuchFileException)."
                        + " Make room for it in a folder that this account may write. [E506]",
                failure.getMessage());
        assertEquals(ErrorCode.REPORT_FILE, failure.code());
    }

    @Test
    void leavesNothingBesideAFileThatCannotBeReplaced() throws IOException {
        Path file = Files.createDirectories(folder.resolve("run.json/full")).getParent();

        assertThrows(MergeException.class, () -> JsonReport.write(Samples.verified(), file));

        assertEquals(List.of("run.json"), names(folder));
    }

    private static Set<String> listed(String heading) throws IOException {
        return Files.readAllLines(Path.of("docs/json.md")).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`")[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Object parsed(String json) {
        return new Load(LoadSettings.builder().build()).loadFromString(json);
    }

    private static Set<String> fields(String json) {
        return fields("", parsed(json)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> fields(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().flatMap(field -> {
                String name = path.isEmpty() ? "" + field.getKey() : path + "." + field.getKey();
                Stream<String> self = field.getValue() instanceof List ? Stream.of() : Stream.of(name);
                return Stream.concat(self, fields(name, field.getValue()));
            });
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .flatMap(each -> each instanceof Map ? fields(path + "[]", each) : Stream.of(path + "[]"));
        }
        return Stream.of();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
