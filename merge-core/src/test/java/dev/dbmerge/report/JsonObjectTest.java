package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
    @Test
    void escapesWhatJsonAndItsReadersCannotTake() {
        String text = "q\" b\\ n\n t\t nul\0 c1\u0085 ls\u2028 half\uD83D pair\uD83D\uDE00 é";

        String json = new JsonObject().put("k", text).toString();

        assertEquals(
                "{\n  \"k\": \"q\\\" b\\\\ n\\u000a t\\u0009 nul\\u0000 c1\\u0085 ls\\u2028 half\\ud83d pair\uD83D\uDE00 é\"\n}\n",
                json);
    }

    @Test
    void indentsWhatIsInsideAndClosesWhatIsEmpty() {
        JsonObject object = new JsonObject()
                .putStrings("names", List.of("a", "b"))
                .putStrings("none", List.of())
                .putObject("empty", Optional.of(new JsonObject()))
                .putObject("absent", Optional.empty())
                .putObjects("numbers", List.of(1L), number -> new JsonObject().put("n", number));

        assertEquals("""
                {
                  "names": [
                    "a",
                    "b"
                  ],
                  "none": [],
                  "empty": {},
                  "absent": null,
                  "numbers": [
                    {
                      "n": 1
                    }
                  ]
                }
                """, object.toString());
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        JsonObject object = new JsonObject().put("k", 1);

        assertThrows(IllegalArgumentException.class, () -> object.put("k", 2));
    }
}
