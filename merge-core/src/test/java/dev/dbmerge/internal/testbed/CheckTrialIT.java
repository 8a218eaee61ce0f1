package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.internal.cases.Expectation.CheckVerdict;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A case of a check says whether it finds rows, or which. */
class CheckTrialIT {
    private static final String TABLE =
            "CREATE TABLE t (id INT PRIMARY KEY, title VARCHAR(9), at DATETIME(3), f FLOAT, b BLOB)"
                    + " CHARACTER SET latin1";
    private static final String QUERY = "SELECT id, title, at, f, b FROM ${target}.t WHERE at < NOW() ORDER BY id";

    @TempDir
    Path folder;

    @ServerTest
    void theRowsThatItFindsAreCompared(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(folder, server, TABLE)
                .check("010-old", QUERY)
                .check("020-wrong", "SELECT x FROM t")) {
            Testbed testbed = fixture.open();
            String[] rows = {"at=now - 1 second, title='é', f=0.5, b=0x00ff", "at=now", "at=2020-01-01, title=null"};
            RuleCase finds = CaseText.check("010-old")
                    .given("t", rows)
                    .check(CheckVerdict.FINDS)
                    .toCase();

            assertEquals("PASSED", TestbedFixture.shown(testbed.run(finds)));
            assertEquals("PASSED", fixture.shown(holds("at=now")));
            assertEquals(
                    "PASSED",
                    fixture.shown(CaseText.check("010-old")
                            .given("t", rows)
                            .rows("", "id=1, title='é', at=now - 1 second, f=0.50, b=0x00FF", "title=null, id=3")));
            assertEquals(
                    "FAILED\n010-old | id 1 | title | 'e' | 'é'\n010-old | id 2 |  | found | absent"
                            + "\n010-old | id 3 |  | absent | found",
                    fixture.shown(CaseText.check("010-old").given("t", rows).rows("", "id=1, title=e", "id=2")));
            assertEquals("FAILED\n010-old | id 1 |  | absent | found", fixture.shown(holds("at=2020-01-01")));
            assertEquals(
                    "FAILED\nThe check was expected to find a row, and finds none.",
                    fixture.shown(CaseText.check("010-old").given("t", "").check(CheckVerdict.FINDS)));
            assertEquals(
                    "UNDECIDED\n010-old | id 1 |  | ? | found\n010-old | id 3 |  | ? | found",
                    fixture.shown(CaseText.check("010-old").given("t", rows).undecided()));
            assertEquals(
                    "FAILED\nThe check was expected to find a row, and finds none.",
                    fixture.shown(finds, "SELECT * FROM t WHERE at > NOW()"));
            assertEquals(
                    List.of(new RowFate("010-old", "id 2", Fate.KEPT, "2")),
                    testbed.fates(finds, "SELECT id FROM t WHERE title IS NULL AND f IS NULL AND at >= NOW()"));
        }
    }

    private static CaseText holds(String row) {
        return CaseText.check("010-old").given("t", row).check(CheckVerdict.HOLDS);
    }

    @ServerTest
    void aQueryThatTheServerRefusesFailsItsCase(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(folder, server, TABLE).check("020-wrong", "SELECT x FROM t")) {
            fixture.open();

            String shown =
                    fixture.shown(CaseText.check("020-wrong").given("t", "").check(CheckVerdict.HOLDS));

            assertEquals(
                    "FAILED\n" + fixture.refused() + "run check 020-wrong (" + folder.resolve("checks/020-wrong.sql")
                            + "): Unknown column 'x' in 'X' (1054). Mend what the server names, then run again. [E500]",
                    shown.replaceFirst("in '(SELECT|field list)'", "in 'X'"));
            assertEquals(
                    "PASSED",
                    fixture.shown(CaseText.check("020-wrong").given("t", "").refused("E500 Unknown column")));
        }
    }
}
