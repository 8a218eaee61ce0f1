package dev.dbmerge.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.plan.Step.CodeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeTextTest {
    @Test
    void stringsAndCommentsKeepStagingsName() {
        String sql =
                "CREATE VIEW `v` AS select 'old.t' /* old.t */ from `old`.`t` join old . `u` where `old`.`t`.`a` = `b`.`old`";

        assertEquals(
                "CREATE VIEW `v` AS select 'old.t' /* old.t */ from `new`.`t` join `new` . `u` where `new`.`t`.`a` = `b`.`old`",
                text(sql, "").moved("old", "new", List.of("t", "u")).sql());
    }

    @Test
    void anAliasOfStagingsNameStays() {
        String sql = "CREATE VIEW `v` AS select `old`.`a` from `old`.`t` `old`";

        assertEquals(
                "CREATE VIEW `v` AS select `old`.`a` from `new`.`t` `old`",
                text(sql, "").moved("old", "new", List.of("t")).sql());
    }

    @Test
    void doubleQuotesAreNamesOnlyUnderAnsiQuotes() {
        String sql = "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET @a = \"old\".\"t\"";

        assertEquals(sql, text(sql, "").moved("old", "new", List.of("t")).sql());
        assertEquals(
                sql.replace("\"old\"", "`new`"),
                text(sql, "ANSI_QUOTES").moved("old", "new", List.of("t")).sql());
    }

    @Test
    void aDefinerIsCutInEverySpelling() {
        for (String definer : List.of("`a b`@`%`", "\"a\"@\"%\"", "root@localhost", "`role`")) {
            String sql =
                    "CREATE ALGORITHM=MERGE DEFINER=" + definer + " SQL SECURITY DEFINER VIEW `DEFINER` AS select 1";

            assertEquals(
                    "CREATE ALGORITHM=MERGE SQL SECURITY DEFINER VIEW `DEFINER` AS select 1",
                    text(sql, "").withoutDefiner().sql());
        }
        assertEquals(
                "CREATE VIEW v AS select definer",
                text("CREATE VIEW v AS select definer", "").withoutDefiner().sql());
    }

    @Test
    void namesOfOtherDatabasesAreFound() {
        CodeObject object = new CodeObject(
                CodeKind.ROUTINES,
                "PROCEDURE p",
                "CREATE PROCEDURE p() SELECT live.a, 'x.y', t.x.b FROM Live.t",
                "",
                "");

        assertEquals(List.of("live"), CodeWriter.foreignNames(object, "old", List.of("live", "x", "old", "none")));
    }

    private static CodeText text(String sql, String sqlMode) {
        return new CodeText(new CodeObject(CodeKind.VIEWS, "v", sql, sqlMode, "root@localhost"));
    }
}
