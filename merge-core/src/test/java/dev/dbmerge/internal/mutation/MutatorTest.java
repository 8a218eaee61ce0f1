package dev.dbmerge.internal.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Product;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MutatorTest {
    private static final Path SHIPPED = Path.of("..", "sql");
    private static final Schema SCHEMA = TestSchema.of(
            "scenarios: id int!, title varchar(255), user_id int, protected tinyint(1), description text,"
                    + " created_at datetime, area_code varchar(255), data text, score int unsigned!, changed_at datetime!",
            "users: id int!, name varchar(255)!, email varchar(255), role_id int, age tinyint!, old_crypted_password varchar(255)",
            "roles: id int!, name varchar(5), `group` varchar(255)",
            "sessions: id int!, session_id varchar(255)!",
            "comments: id int!, commentable_type varchar(255), commentable_id int",
            "saved_scenarios: id int!, scenario_id int!, user_id int!");

    private static Mutation mutate(String sql) {
        return new Mutator(SCHEMA, Product.MARIADB).mutate(sql);
    }

    private static List<String> names(String sql) {
        return mutate(sql).mutants().stream().map(Mutant::name).toList();
    }

    /** One rule with the names of its changes. */
    record Listed(String rule, String changes) {
        @Override
        public String toString() {
            return rule.lines().findFirst().orElse("");
        }
    }

    static Stream<Listed> rules() {
        return Stream.of(resource().split("\n\n"))
                .map(block -> new Listed(
                        block.lines().filter(line -> !line.startsWith("    ")).collect(Collectors.joining("\n")),
                        block.lines().filter(line -> line.startsWith("    ")).collect(Collectors.joining("\n"))));
    }

    private static String resource() {
        try (InputStream stream = MutatorTest.class.getResourceAsStream("/mutation/changes.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleHasExactlyTheseChanges(Listed listed) {
        String names = names(listed.rule()).stream().map(name -> "    " + name).collect(Collectors.joining("\n"));

        assertEquals(listed.changes(), names);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyChangeIsAnotherStatementThatCanBeReadAgain(Listed listed) {
        Set<String> texts = new HashSet<>();
        texts.add(listed.rule());

        for (Mutant mutant : mutate(listed.rule()).mutants()) {
            assertTrue(texts.add(mutant.sql()), mutant.name());
            assertEquals("", mutate(mutant.sql()).outside(), mutant.name());
        }
    }

    @Test
    void theShippedRulesAndChecksAreAmongThem() throws IOException {
        Set<String> known = rules().map(listed -> squeezed(listed.rule())).collect(Collectors.toSet());

        try (Stream<Path> files = Files.walk(SHIPPED)) {
            List<String> shipped = files.filter(file -> file.toString().matches(".*/(cleanup|checks)/[^/]*[.]sql"))
                    .map(MutatorTest::rule)
                    .toList();
            assertFalse(shipped.isEmpty());
            assertTrue(known.containsAll(shipped), () -> shipped + " are not all among " + known);
        }
    }

    private static String rule(Path file) {
        try {
            return squeezed(Files.readString(file).replace("${target}.", "").replaceAll("(?m)^--.*", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }

    @Test
    void aChangeLeavesTheRestOfTheTextAsItIs() {
        String rule = "DELETE FROM scenarios -- old ones\nWHERE title   = 'a' AND `user_id` IS NULL;";

        Mutant mutant = mutant(rule, "title = 'a' -> title <> 'a'");

        assertEquals("DELETE FROM scenarios -- old ones\nWHERE title   <> 'a' AND `user_id` IS NULL;", mutant.sql());
    }

    @Test
    void aChangeKnowsItsPlaceInTheText() {
        String rule = "DELETE FROM scenarios WHERE title = 'API' AND (description = 'API' OR title IS NULL)";

        assertEquals("title = 'API'", shown(rule, "drop title = 'API'"));
        assertEquals("'API'", shown(rule, "'API' -> '' #2"));
        assertEquals(rule.lastIndexOf("'API'"), mutant(rule, "'API' -> '' #2").from());
        assertEquals(
                "description = 'API' OR title IS NULL", shown(rule, "swap OR in description = 'API' OR title IS NULL"));
        assertEquals("WHERE " + rule.substring(rule.indexOf("title")), shown(rule, "drop WHERE"));
    }

    private static String shown(String rule, String name) {
        Mutant mutant = mutant(rule, name);
        return rule.substring(mutant.from(), mutant.to());
    }

    private static Mutant mutant(String rule, String name) {
        return mutate(rule).mutants().stream()
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + names(rule)));
    }

    @Test
    void aDroppedConditionTakesItsConnectiveWithIt() {
        String rule = "DELETE FROM scenarios WHERE title = 'a' AND user_id = 1 AND score = 2";

        assertEquals(
                "DELETE FROM scenarios WHERE user_id = 1 AND score = 2",
                mutant(rule, "drop title = 'a'").sql());
        assertEquals(
                "DELETE FROM scenarios WHERE title = 'a' AND score = 2",
                mutant(rule, "drop user_id = 1").sql());
        assertEquals(
                "DELETE FROM scenarios WHERE title = 'a' AND user_id = 1",
                mutant(rule, "drop score = 2").sql());
    }

    @Test
    void aSwapKeepsTheMeaningOfTheRest() {
        String rule = "DELETE FROM scenarios WHERE title = 'a' OR user_id = 1 AND score = 2";

        assertEquals(
                "DELETE FROM scenarios WHERE (title = 'a' AND (user_id = 1 AND score = 2))",
                mutant(rule, "swap OR in title = 'a' OR user_id = 1 AND score = 2")
                        .sql());
        assertEquals(
                "DELETE FROM scenarios WHERE title = 'a' OR (user_id = 1 OR score = 2)",
                mutant(rule, "swap AND in user_id = 1 AND score = 2").sql());
    }

    @Test
    void anUpdateWithoutAnAssignmentKeepsTheColumn() {
        assertEquals(
                "UPDATE users u SET u.age = u.age, name = 'x'",
                mutant("UPDATE users u SET u.age = 3, name = 'x'", "drop u.age = 3")
                        .sql());
    }

    @Test
    void theLastBranchOfACaseLeavesWhatElseSays() {
        String rule = "UPDATE users SET name = CASE WHEN age = 1 THEN 'a' ELSE 'b' END";

        assertEquals(
                "UPDATE users SET name = ('b')",
                mutant(rule, "drop WHEN age = 1 THEN 'a'").sql());
    }

    @Test
    void aColumnBehindAnOuterJoinMayBeNull() {
        String rule =
                "DELETE s FROM scenarios s LEFT JOIN users u ON u.id = s.user_id WHERE u.age IS NULL OR s.title = 'a'";

        assertTrue(names(rule).contains("drop u.age IS NULL"));
        assertFalse(names(rule.replace("LEFT ", "")).contains("drop u.age IS NULL"));
    }

    @Test
    void aNullSafeEqualityIsPlainWhereOneSideIsNeverNull() {
        assertFalse(names("DELETE FROM scenarios WHERE protected <=> 1").contains("protected <=> 1 -> protected = 1"));
        assertTrue(
                names("DELETE FROM scenarios WHERE NOT protected <=> 1").contains("protected <=> 1 -> protected = 1"));
        assertTrue(names("DELETE FROM scenarios WHERE title <=> area_code")
                .contains("title <=> area_code -> title = area_code"));
    }

    @Test
    void aConditionThatTheParserDoesNotKnowIsChangedAsAWhole() {
        Mutation mutation = mutate("DELETE FROM scenarios WHERE JSON_CONTAINS(data, '1') AND protected = 1");

        assertEquals(
                List.of("JSON_CONTAINS(data, '1') is changed as a whole only: Boolean field expected"),
                mutation.notes());
    }

    @Test
    void aTextThatIsNoStatementIsOutside() {
        assertEquals(
                "its text cannot be read: no DELETE, UPDATE or SELECT begins here",
                mutate("TRUNCATE sessions").outside());
        assertNotEquals("", mutate("DELETE FROM a WHERE (b = 1").outside());
        assertNotEquals("", mutate("DELETE FROM a WHERE b = 'x").outside());
        assertNotEquals("", mutate("").outside());
    }

    @Test
    void oddTextsThrowNothing() {
        String rule = resource().replaceAll("(?m)^    .*$", "");

        for (int i = 0; i < rule.length(); i += 7) {
            mutate("DELETE FROM scenarios WHERE " + rule.substring(i, Math.min(rule.length(), i + 60)));
            mutate(rule.substring(i, Math.min(rule.length(), i + 90)));
        }
    }
}
