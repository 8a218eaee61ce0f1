package dev.dbmerge.internal.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TextRowsTest {
    private static TextRows rows(String text) {
        return new TextRows(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void valuesComeAsTheyWere() throws SQLException {
        TextRows rows = rows("1\t\\N\t\\\\N\t\t\\t\\n\\0\\\\\u00ff\r\n2\tN\t\\N\t\\N\tx\n");

        assertTrue(rows.next());
        assertArrayEquals(new byte[] {'1'}, rows.bytes(1));
        assertNull(rows.bytes(2));
        assertNull(rows.stream(2));
        assertArrayEquals("\\N".getBytes(StandardCharsets.ISO_8859_1), rows.bytes(3));
        assertEquals(0, rows.bytes(4).length);
        assertArrayEquals("\t\n\0\\\u00ff\r".getBytes(StandardCharsets.ISO_8859_1), rows.bytes(5));
        assertTrue(rows.next());
        assertArrayEquals(new byte[] {'N'}, rows.bytes(2));
        assertNull(rows.bytes(4));
        assertFalse(rows.next());
    }

    @Test
    void aRowThatEndsTooEarlyIsNoRow() {
        assertThrows(SQLException.class, rows("1\t2")::next);
    }
}
