package dev.dbmerge.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlScriptTest {
    @TempDir
    private Path folder;

    @Test
    void statementsAreReadAsTheyWereWritten() throws IOException {
        List<String> statements = List.of(
                "SELECT 1",
                "CREATE TABLE t (\n  a INT COMMENT 'x\n\n-- y'\n)",
                "CREATE PROCEDURE p() BEGIN SELECT ';'; END",
                "BEGIN // $$ ;; //$$ ;;// $$;;//\nEND; -- it's\n",
                "-- begins like a comment;\n\nand ends",
                "DELIMITER of something",
                "\u00e9\r\n\u00ff;\n",
                "ends with /");
        Path file = folder.resolve("script.sql");
        try (OutputStream out = Files.newOutputStream(file)) {
            SqlScript.comment(out, "a title\nin two lines");
            for (String statement : statements) {
                SqlScript.bytes(out, statement);
            }
        }

        List<String> read = new ArrayList<>();
        SqlScript.read(file, read::add);

        assertEquals(statements, read);
    }
}
