package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private final TextReport plain = new TextReport(Ink.PLAIN);
    private final TextReport coloured = new TextReport(Ink.ANSI);

    @Test
    void showsAPlanThatMayGoOn() throws IOException {
        assertEquals(golden("plan.txt"), plain.plan(Samples.plan()));
    }

    @Test
    void showsBlockersBeforeWarningsAndNotes() throws IOException {
        assertEquals(golden("plan-blocked.txt"), plain.plan(Samples.blockedPlan()));
    }

    @Test
    void showsAVerifiedRun() throws IOException {
        assertEquals(golden("run-verified.txt"), plain.run(Samples.verified()));
    }

    @Test
    void showsWhatRejectedARun() throws IOException {
        assertEquals(golden("run-rejected.txt"), plain.run(Samples.rejected()));
    }

    @Test
    void showsWhatStoppedARun() throws IOException {
        assertEquals(golden("run-failed.txt"), plain.run(Samples.failed()));
    }

    @Test
    void showsWhatALaterLookFound() throws IOException {
        assertEquals(golden("verify-rejected.txt"), plain.verify(Samples.changed()));
        assertEquals(golden("verify-verified.txt"), plain.verify(Samples.unchanged()));
    }

    @Test
    void writesAScriptForTheMysqlClient() {
        String text = plain.sql(Samples.plan(), Samples.script());

        assertEquals("""
                -- overlay:users
                --   streamed, LOAD DATA
                CREATE TABLE `ete_new`.`users` (
                  `id` int
                );
                select `id` from `users` # all
                ;

                -- triggers:ete_new
                DELIMITER ;;
                CREATE TRIGGER a BEFORE INSERT ON users FOR EACH ROW BEGIN SET @a = 1; END;;
                DELIMITER ;

                -- verify:ete_new
                --   every table is summed
                """, text.substring(text.indexOf("-- overlay")));
    }

    @Test
    void showsWhatTheServersLack() throws IOException {
        assertEquals(golden("doctor.txt"), plain.doctor(DoctorSamples.ill()));
    }

    @Test
    void showsWhatPromotingLacksAsNothingThatStopsARun() throws IOException {
        assertEquals(golden("doctor-promotion.txt"), plain.doctor(DoctorSamples.well()));
    }

    @Test
    void showsWhatLiesBetweenThePlansOfARelease() throws IOException {
        assertEquals(golden("plan.txt") + golden("release.txt"), plain.release(Samples.release()));
    }

    @Test
    void addsNothingButColours() {
        String text = coloured.plan(Samples.blockedPlan()) + coloured.run(Samples.rejected());

        String without = text.replaceAll("\u001B\\[[0-9;]+m", "");

        assertNotEquals(text, without);
        assertEquals(plain.plan(Samples.blockedPlan()) + plain.run(Samples.rejected()), without);
    }

    @Test
    void keepsToAHundredColumns() {
        Stream<String> texts = Stream.of(
                plain.plan(Samples.blockedPlan()), plain.run(Samples.verified()), plain.run(Samples.failed()));

        assertTrue(texts.flatMap(String::lines).allMatch(line -> line.length() <= 100));
    }

    @Test
    void letsNoNameWriteToTheTerminal() {
        Finding finding =
                new Finding(Finding.Level.NOTE, ErrorCode.FOREIGN_NAME, "a\u001B[2Jb", "It is\n\u0007odd.", "");

        String text = plain.plan(Samples.plan(finding));

        assertTrue(text.contains("a [2Jb\n           It is odd.\n"), text);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TextReportTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
