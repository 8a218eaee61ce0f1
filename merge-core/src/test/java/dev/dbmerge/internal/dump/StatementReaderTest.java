package dev.dbmerge.internal.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.dump.StatementReader.Statement;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementReaderTest {
    private static final Path FILE = Path.of("dump.sql");

    private final List<String> comments = new ArrayList<>();

    @Test
    void cutsAtDelimitersOutsideOfQuotes() {
        List<String> statements = cut("INSERT INTO `a;b` VALUES (';', \";\", 'it''s; \\'; \\\\');\nSELECT 2;");

        assertEquals(List.of("INSERT INTO `a;b` VALUES (';', \";\", 'it''s; \\'; \\\\')", "SELECT 2"), statements);
    }

    @Test
    void aBackslashInBackticksIsALetter() {
        assertEquals(List.of("DROP TABLE `a\\`", "SELECT 1"), cut("DROP TABLE `a\\`; SELECT 1;"));
    }

    @Test
    void whatLooksLikeACommentInAStringIsNone() {
        assertEquals(
                List.of("INSERT INTO t VALUES ('-- a', '/* b', '# c')", "SELECT 1"),
                cut("INSERT INTO t VALUES ('-- a', '/* b', '# c');SELECT 1;"));
    }

    @Test
    void commentsBetweenStatementsAreNone() {
        List<String> statements = cut("""
                /*M!999999\\- enable the sandbox mode */
                -- Host: db1    Database: shop's
                --
                # it's
                /* a; b's */
                SELECT 1; -- x'
                -- Dump completed on 2026-01-01
                """);

        assertEquals(List.of("SELECT 1"), statements);
        assertEquals("-- Host: db1    Database: shop's", comments.get(0));
        assertEquals("-- Dump completed on 2026-01-01", comments.get(comments.size() - 1));
    }

    @Test
    void commentsWithinAStatementStay() {
        assertEquals(
                List.of("SELECT 1 -- it's;\n + /* a;b's */ 2 # c;'\n"),
                cut("SELECT 1 -- it's;\n + /* a;b's */ 2 # c;'\n;"));
    }

    @Test
    void aVersionCommentIsCodeAndNoDelimiterEndsItsStatement() {
        assertEquals(
                List.of("/*!50003 CREATE TRIGGER a BEGIN x; /* y */ z; END */", "SELECT 1"),
                cut("/*!50003 CREATE TRIGGER a BEGIN x; /* y */ z; END */;\nSELECT 1;"));
    }

    @Test
    void aDelimiterMayChange() {
        assertEquals(
                List.of("CREATE PROCEDURE p() BEGIN a; SELECT ';;'; END", "SELECT 1"),
                cut("DELIMITER ;;\nCREATE PROCEDURE p() BEGIN a; SELECT ';;'; END ;;\ndelimiter ;\nSELECT 1;").stream()
                        .map(String::strip)
                        .toList());
    }

    @Test
    void everyByteArrives() {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            bytes.append(i == '\'' || i == '\\' ? "\\" : "").append((char) i);
        }
        String sql = "INSERT INTO t VALUES ('" + bytes.toString().repeat(3000) + "')";

        assertEquals(List.of(sql), cut(sql + ";"));
    }

    @Test
    void bytesThatComeOneByOneMakeTheSameStatements() {
        String text = "-- c\nINSERT INTO t VALUES ('a;\\'b');\nDELIMITER $$\nSELECT 1;$$\n";

        List<String> statements = cut(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        });

        assertEquals(List.of("INSERT INTO t VALUES ('a;\\'b')", "SELECT 1;"), statements);
    }

    @Test
    void aStatementKnowsItsLine() {
        StatementReader reader = reader("-- x\n\nSELECT 'a\nb';\nSELECT 2;");

        assertEquals(3, reader.next().orElseThrow().line());
        assertEquals(5, reader.next().orElseThrow().line());
    }

    @Test
    void aFileThatEndsWithinAStatementIsNotWhole() {
        for (String torn : List.of(
                "INSERT INTO t VALUES (1", "INSERT INTO t VALUES ('a;", "SELECT 1 /* a;", "SELECT `a;", "SELECT '\\")) {
            StatementReader reader = reader("SELECT 1;\n" + torn);
            reader.next();

            MergeException e = assertThrows(MergeException.class, reader::next, torn);

            assertEquals(ErrorCode.DUMP_FILE, e.code());
            assertEquals(
                    "The dump ends within the statement that begins here: it is not whole. Dump again, and see that the dump ends"
                            + " without an error and is copied as a whole. [E219 dump.sql:2:1]",
                    e.getMessage());
        }
    }

    private List<String> cut(String text) {
        return cut(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private List<String> cut(InputStream in) {
        StatementReader reader = new StatementReader(FILE, in, comments::add);
        List<String> statements = new ArrayList<>();
        for (Optional<Statement> next = reader.next(); next.isPresent(); next = reader.next()) {
            statements.add(next.get().sql());
        }
        return statements;
    }

    private StatementReader reader(String text) {
        return new StatementReader(
                FILE, new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), comments::add);
    }
}
