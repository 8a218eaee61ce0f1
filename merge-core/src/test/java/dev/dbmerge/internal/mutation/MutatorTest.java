package dev.dbmerge.internal.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Product;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
}
