package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedPlanTest {
    @TempDir
    private Path folder;

    @Test
    void holdsWhatThePlanRestsOn() {
        Path file = folder.resolve("plan.json");
        JsonReport.write(Samples.plan(), file);

        SavedPlan saved = SavedPlan.read(file);

        assertEquals(Samples.plan().basis(), saved.basis());
        assertEquals("go", saved.decision());
        assertDoesNotThrow(() -> saved.confirm(Samples.plan()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"format": "dbmerge-plan/2"}   | is dbmerge-plan/2, and this dbmerge reads dbmerge-plan/1
            {"format": "dbmerge-report/1"} | is dbmerge-report/1, and this dbmerge reads dbmerge-plan/1
            {"format": "dbmerge-plan/1"}   | has no name
            {"name": "ete"}                | is no plan of dbmerge
            [1]                            | is no plan of dbmerge
            {"format": "dbmerge-plan/1",   | is not whole JSON
            """)
    void saysWhyAFileIsNoPlan(String text, String state) throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), text);

        assertEquals(
                said(file, state),
                assertThrows(MergeException.class, () -> SavedPlan.read(file)).getMessage());
    }

    @Test
    void saysThatAPlanOfAnOlderDbmergeHoldsTooLittle() throws IOException {
        String text = JsonReport.plan(Samples.plan()).replace("\"specParts\"", "\"other\"");
        Path file = Files.writeString(folder.resolve("plan.json"), text);

        assertEquals(
                said(file, "has no specParts, as one that an older dbmerge saved"),
                assertThrows(MergeException.class, () -> SavedPlan.read(file)).getMessage());
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        Path file = folder.resolve("plan.json");

        assertEquals(
                said(file, "does not exist"),
                assertThrows(MergeException.class, () -> SavedPlan.read(file)).getMessage());
        Files.write(file, "{\"format\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                said(file, "is not UTF-8"),
                assertThrows(MergeException.class, () -> SavedPlan.read(file)).getMessage());
    }

    private static String said(Path file, String state) {
        return "The plan " + file + " " + state + ". Save one with dbmerge plan --save FILE, and name it. [E217]";
    }
}
