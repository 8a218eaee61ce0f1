package dev.dbmerge.internal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns are taken for references, and which are not. */
class DiscoveryTest {
    private final Map<String, Table> tables = new TreeMap<>();

    @ParameterizedTest
    @CsvSource({
        "user_id,users",
        "preset_scenario_id,scenarios",
        "query_table_id,query_tables",
        "category_id,categories",
        "box_id,boxes",
        "person_id,people",
        "child_id,children",
        "status_id,statuses",
        "series_id,series",
        "historic_serie_id,historic_series",
        "key_id,keys",
        "analysis_id,analyses",
        "half_id,halves",
        "parent_id,rows",
        "parent_row_id,rows"
    })
    void aNameIsTakenForThePluralOfItsLongestEndThatIsATable(String column, String table) {
        table("rows", "id int", column + " int");
        tables.computeIfAbsent(table, name -> made(name, "id int"));
        tables.computeIfAbsent("tables", name -> made(name, "id int"));

        assertEquals(List.of("rows." + column + " -> " + table + ".id"), links("rows", Map.of()));
    }

    @Test
    void aNameWithoutATableOrOfAnotherTypeIsNoGuess() {
        table(
                "users",
                "id int",
                "teacher_id int",
                "facebook_id varchar",
                "session_id varchar",
                "id_card int",
                "_id int");
        table("sessions", "id int");

        assertEquals(List.of(), links("users", Map.of()));
        assertEquals(List.of("teacher_id", "_id"), discovery(Map.of()).unknown(tables.get("users"), List.of()));
    }

    @Test
    void aTypeBesideItSaysWhichTable() {
        table("comments", "id int", "commentable_type varchar", "commentable_id int");
        table("predictions", "id int");
        table("admin_users", "id int");
        table("users", "id int");

        List<Link> links = discovery(
                        Map.of("comments.commentable_type", List.of("Prediction", "Admin::User", "Web::User", "Gone")))
                .links(tables.get("comments"));

        assertEquals(
                List.of(
                        "comments.commentable_id -> predictions.id [Prediction]",
                        "comments.commentable_id -> admin_users.id [Admin::User]",
                        "comments.commentable_id -> users.id [Web::User]"),
                links.stream()
                        .map(link ->
                                text(link) + " " + link.filter().orElseThrow().types())
                        .toList());
    }

    @Test
    void aTypeThatNamesNoTableLeavesTheColumnToItsName() {
        table("offers", "id int", "product_type varchar", "product_id int");
        table("products", "id int");

        assertEquals(
                List.of("offers.product_id -> products.id"),
                links("offers", Map.of("offers.product_type", List.of("cheap", "dear"))));
    }

    @Test
    void paperTrailNamesUsersAsText() {
        table("versions", "id int", "item_type varchar", "item_id varchar", "whodunnit varchar");
        table("users", "id bigint");

        assertEquals(
                List.of("versions.item_id -> users.id", "versions.whodunnit -> users.id"),
                links("versions", Map.of("versions.item_type", List.of("User"))));
    }

    @Test
    void aDeclaredKeyIsNotGuessedAgain() {
        ForeignKey key = new ForeignKey("fk", "posts", List.of("user_id"), "s", "people", List.of("id"), "CASCADE");
        tables.put("posts", made("posts", List.of(key), "id int", "user_id int"));
        table("users", "id int");
        table("people", "id int");

        assertEquals(List.of("posts.user_id -> people.id"), links("posts", Map.of()));
    }

    private List<String> links(String table, Map<String, List<String>> types) {
        return discovery(types).links(tables.get(table)).stream()
                .map(DiscoveryTest::text)
                .toList();
    }

    private static String text(Link link) {
        return link.from() + " -> " + link.to();
    }

    private Discovery discovery(Map<String, List<String>> types) {
        Schema schema = new Schema("s", "utf8mb4", "utf8mb4_bin", tables, List.of(), List.of());
        return new Discovery(
                schema,
                List.of(),
                (table, column) -> types.getOrDefault(table.name() + "." + column.name(), List.of()));
    }

    private void table(String name, String... columns) {
        tables.put(name, made(name, columns));
    }

    private static Table made(String name, String... columns) {
        return made(name, List.of(), columns);
    }

    private static Table made(String name, List<ForeignKey> keys, String... columns) {
        List<Column> made = new ArrayList<>();
        Arrays.stream(columns).forEach(text -> made.add(column(text.split(" ")[0], text.split(" ")[1])));
        return new Table(
                name,
                "InnoDB",
                "utf8mb4_bin",
                0,
                OptionalLong.empty(),
                made,
                List.of(new Key("PRIMARY", true, List.of("id"))),
                keys,
                "");
    }

    private static Column column(String name, String type) {
        Optional<String> charset = type.equals("varchar") ? Optional.of("utf8mb4") : Optional.empty();
        Optional<String> collation = charset.map(set -> set + "_bin");
        return new Column(name, type, type, charset, collation, true, Optional.empty(), false, false, false);
    }
}
