package dev.dbmerge.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StructureComparisonTest {
    private final Collations mariadb = Servers.mariadb("10.11.6-MariaDB");

    @Test
    void spellingsOfTheProductsAreNoDifference() {
        Table mysql = table(
                "utf8mb4_0900_ai_ci",
                column("n", "int", "int", "5"),
                column("d", "datetime(6)", "datetime", "CURRENT_TIMESTAMP(6)"),
                column("s", "varchar(9)", "varchar", "it's"));
        Table other = table(
                "utf8mb4_uca1400_nopad_ai_ci",
                column("n", "int(11)", "int", "5"),
                column("d", "datetime(6)", "datetime", "current_timestamp(6)"),
                column("s", "varchar(9)", "varchar", "'it\\'s'"));

        assertEquals(List.of(), compare(mysql, other));
    }

    @Test
    void everyDifferenceNamesItsObjectAndBothSides() {
        Table staging = table(
                "utf8mb4_unicode_ci",
                column("key", "varchar(255)", "varchar", "x"),
                column("a", "tinyint(1)", "tinyint", "0"));
        Table target = table(
                "utf8mb4_unicode_ci",
                column("key", "varchar(191)", "varchar", "x"),
                column("a", "tinyint(4)", "tinyint", "0"));

        assertEquals(
                List.of(
                        "gqueries.key: varchar(255) default x in staging, varchar(191) default x in the target",
                        "gqueries.a: tinyint(1) default 0 in staging, tinyint default 0 in the target"),
                compare(staging, target));
    }

    @Test
    void aTableOfTheJournalIsNoneOfStagings() {
        Table journal = table("utf8mb4_bin");
        Schema staging = schema("old", Map.of());
        Schema target = schema("new", Map.of("_dbmerge_steps", journal, "stray", journal));

        assertEquals(List.of("stray: only in the target"), StructureComparison.compare(staging, target, mariadb));
    }

    private List<String> compare(Table staging, Table target) {
        return StructureComparison.compare(
                schema("old", Map.of("gqueries", staging)), schema("new", Map.of("gqueries", target)), mariadb);
    }

    private static Schema schema(String name, Map<String, Table> tables) {
        return new Schema(name, "utf8mb4", "utf8mb4_unicode_ci", tables, List.of(), List.of());
    }

    private static Table table(String collation, Column... columns) {
        return new Table(
                "gqueries", "InnoDB", collation, 0, OptionalLong.empty(), List.of(columns), List.of(), List.of(), "");
    }

    private static Column column(String name, String type, String base, String value) {
        return new Column(
                name, type, base, Optional.empty(), Optional.empty(), true, Optional.of(value), false, false, false);
    }
}
