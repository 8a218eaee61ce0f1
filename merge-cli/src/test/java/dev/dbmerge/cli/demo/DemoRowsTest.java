package dev.dbmerge.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoRowsTest {
    private static final DemoSize SIZE = DemoSize.small();
    private static final TableShape SCENARIOS = new TableShape(
            "scenarios",
            List.of(
                    number("id"),
                    text("title", 255, "utf8"),
                    text("description", 65_535, "utf8"),
                    number("protected"),
                    number("user_id"),
                    text("user_values", 65_535, "utf8")));
    private static final TableShape OLD_SCENARIOS = new TableShape(
            "scenarios",
            List.of(
                    number("id"),
                    text("country", 255, "utf8"),
                    text("title", 255, "utf8"),
                    text("user_values", 65_535, "utf8")));
    private static final TableShape USERS =
            new TableShape("users", List.of(number("id"), required("name"), required("persistence_token")));
    private static final TableShape INPUTS = new TableShape(
            "inputs",
            List.of(
                    number("id"),
                    new ColumnShape(
                            "key",
                            "varchar",
                            255,
                            0,
                            0,
                            "utf8mb4",
                            ColumnShape.Nulls.REFUSED,
                            ColumnShape.Values.UNIQUE),
                    text("notes", 65_535, "latin1"),
                    number("user_id"),
                    column("factor", "float", 0, ""),
                    new ColumnShape(
                            "step", "decimal", 0, 4, 2, "", ColumnShape.Nulls.ALLOWED, ColumnShape.Values.REPEATED)));

    @Test
    void givesTheSameRowsForTheSameSeed() {
        assertEquals(rows(Side.PRODUCTION, SCENARIOS, SIZE), rows(Side.PRODUCTION, SCENARIOS, SIZE));
        assertEquals(rows(Side.STAGING, INPUTS, SIZE), rows(Side.STAGING, INPUTS, SIZE));
    }

    @Test
    void givesOtherRowsForAnotherSeed() {
        DemoSize other = new DemoSize(8, 60, 1_000, 80, 90, 40, 25);

        assertNotEquals(rows(Side.PRODUCTION, SCENARIOS, SIZE), rows(Side.PRODUCTION, SCENARIOS, other));
        assertNotEquals(rows(Side.PRODUCTION, INPUTS, SIZE), rows(Side.PRODUCTION, INPUTS, other));
    }

    @Test
    void putsTheBorderCasesFirst() {
        List<List<Object>> expected = List.of(
                Arrays.asList("API", null, null, null),
                Arrays.asList(null, null, null, null),
                Arrays.asList("API", null, 0, null),
                Arrays.asList("API", null, 1, null),
                Arrays.asList("API", "", null, null),
                Arrays.asList("API", null, null, 1),
                Arrays.asList("API", null, null, 0),
                Arrays.asList("api", null, null, null),
                Arrays.asList("API ", null, null, null),
                Arrays.asList(" API", null, null, null),
                Arrays.asList("", null, null, null),
                Arrays.asList("\u00C1PI", null, null, null),
                Arrays.asList(null, "kept", null, null),
                Arrays.asList("Mijn plan", null, null, null),
                Arrays.asList(null, null, 1, 2),
                Arrays.asList("API\n", null, null, null),
                Arrays.asList("API", " ", null, null),
                Arrays.asList("\uFF21\uFF30\uFF29", null, null, null));

        for (Side side : Side.values()) {
            List<List<Object>> rows = rows(side, SCENARIOS, SIZE);
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(i + 1, rows.get(i).get(0));
                assertEquals(expected.get(i), rows.get(i).subList(1, 5), side + " " + (i + 1));
            }
        }
    }

    @Test
    void beginsStagingAsACopyOfProductionAndLetsItGoItsOwnWay() {
        List<List<Object>> production = rows(Side.PRODUCTION, SCENARIOS, SIZE);
        List<List<Object>> staging = rows(Side.STAGING, SCENARIOS, SIZE);
        int shared = SIZE.shared("scenarios");

        assertTrue(staging.size() < production.size());
        assertEquals(production.subList(0, shared), staging.subList(0, shared));
        assertNotEquals(production.subList(shared, staging.size()), staging.subList(shared, staging.size()));
    }

    @Test
    void keepsARecordTheSameInAnOlderTable() {
        List<List<Object>> older = rows(Side.PRODUCTION, OLD_SCENARIOS, SIZE);
        List<List<Object>> newer = rows(Side.PRODUCTION, SCENARIOS, SIZE);

        assertEquals(column(older, 2), column(newer, 1));
        assertTrue(column(older, 3).stream()
                .filter(Objects::nonNull)
                .allMatch(v -> v.toString().startsWith("--- !map:")));
        assertTrue(column(newer, 5).stream()
                .filter(Objects::nonNull)
                .allMatch(v -> v.toString().startsWith("--- !ruby/hash:")));
    }

    @Test
    void leavesMostScenariosStale() {
        long stale = rows(Side.PRODUCTION, SCENARIOS, SIZE).stream()
                .filter(r -> r.get(2) == null && r.get(3) == null && r.get(4) == null)
                .filter(r -> r.get(1) == null || r.get(1).equals("API"))
                .count();

        assertTrue(stale > 850 && stale < 950, stale + " of 1000");
    }

    @Test
    void protectsWhatAUserOfTheOtherApplicationSaved() {
        List<List<Object>> scenarios = rows(Side.PRODUCTION, SCENARIOS, SIZE);
        TableShape saved = new TableShape("saved_scenarios", List.of(number("id"), number("scenario_id")));

        List<Integer> ids = column(rows(Side.PRODUCTION, saved, SIZE), 1).stream()
                .map(Integer.class::cast)
                .toList();
        long held = ids.stream()
                .filter(id -> id <= scenarios.size())
                .filter(id -> Integer.valueOf(1).equals(scenarios.get(id - 1).get(3)))
                .count();

        assertTrue(held > ids.size() * 0.85, held + " of " + ids.size());
    }

    @Test
    void writesOnlyWhatTheCharsetOfAColumnHas() {
        for (List<Object> row : rows(Side.STAGING, INPUTS, SIZE)) {
            if (row.get(2) instanceof String notes) {
                assertTrue(Charset.forName("windows-1252").newEncoder().canEncode(notes), notes);
            }
        }
        for (List<Object> row : rows(Side.PRODUCTION, SCENARIOS, SIZE)) {
            for (Object value : row) {
                assertFalse(
                        value instanceof String text && text.chars().anyMatch(c -> Character.isSurrogate((char) c)));
                assertFalse(value instanceof String text && text.getBytes(StandardCharsets.UTF_8).length > 65_535);
            }
        }
    }

    @Test
    void putsEmojiWhereTheCharsetHasThem() {
        TableShape comments = new TableShape("comments", List.of(number("id"), text("body", 65_535, "utf8mb4")));

        boolean emoji = column(rows(Side.PRODUCTION, comments, SIZE), 1).stream()
                .anyMatch(b -> b.toString().codePoints().anyMatch(c -> c > 0xFFFF));

        assertTrue(emoji);
    }

    @Test
    void fillsContentWithGapsEdgesAndNulls() {
        List<List<Object>> rows = rows(Side.STAGING, INPUTS, SIZE);
        List<Object> factors = column(rows, 4);

        assertEquals(40, rows.size());
        assertTrue(column(rows, 0).containsAll(List.of(1, 6, 8))
                && !column(rows, 0).contains(7));
        assertTrue(factors.containsAll(Arrays.asList("0", "-0", "1e-7", "3.4e20", null)), factors.toString());
        assertEquals(rows.size(), new HashSet<>(column(rows, 1)).size());
    }

    @Test
    void pointsAtRowsThatThereAre() {
        DemoRows rows = new DemoRows(SIZE, Side.STAGING, List.of(INPUTS, USERS));
        Set<Object> users = new HashSet<>(column(all(rows, USERS), 0));

        assertTrue(users.containsAll(column(all(rows, INPUTS), 3)));
    }

    @Test
    void givesEveryRequiredColumnAValue() {
        TableShape table =
                new TableShape("users", List.of(number("id"), required("email"), required("not_known_to_the_demo")));

        for (List<Object> row : rows(Side.PRODUCTION, table, SIZE)) {
            row.forEach(v -> assertNotNull(v));
        }
    }

    @Test
    void leavesTheMigrationsTableAlone() {
        TableShape migrations = new TableShape("schema_migrations", List.of(required("version")));

        assertEquals(List.of(USERS), new DemoRows(SIZE, Side.STAGING, List.of(USERS, migrations)).tables());
    }

    @Test
    void namesAColumnWhoseTypeItDoesNotKnow() {
        TableShape table = new TableShape(
                "maps",
                List.of(new ColumnShape(
                        "shape", "geometry", 0, 0, 0, "", ColumnShape.Nulls.REFUSED, ColumnShape.Values.REPEATED)));

        Exception error = assertThrows(IllegalStateException.class, () -> rows(Side.STAGING, table, SIZE));

        assertEquals(
                "The demo has no values of type geometry for maps.shape. Add one to ContentCells.", error.getMessage());
    }

    private static List<List<Object>> rows(Side side, TableShape table, DemoSize size) {
        return all(new DemoRows(size, side, List.of(table)), table);
    }

    private static List<List<Object>> all(DemoRows rows, TableShape table) {
        return IntStream.rangeClosed(1, rows.count(table))
                .mapToObj(i -> rows.row(table, i))
                .toList();
    }

    private static List<Object> column(List<List<Object>> rows, int index) {
        List<Object> values = new ArrayList<>();
        rows.forEach(r -> values.add(r.get(index)));
        return values;
    }

    private static ColumnShape number(String name) {
        return column(name, "int", 0, "");
    }

    private static ColumnShape text(String name, long length, String charset) {
        return column(name, length > 255 ? "text" : "varchar", length, charset);
    }

    private static ColumnShape required(String name) {
        return new ColumnShape(
                name, "varchar", 255, 0, 0, "utf8", ColumnShape.Nulls.REFUSED, ColumnShape.Values.REPEATED);
    }

    private static ColumnShape column(String name, String type, long length, String charset) {
        return new ColumnShape(
                name, type, length, 0, 0, charset, ColumnShape.Nulls.ALLOWED, ColumnShape.Values.REPEATED);
    }
}
