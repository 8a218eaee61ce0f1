package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Reference;
import dev.dbmerge.spec.SpecLoader;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The first spec that is drafted from two databases: what it proposes, and that it can be loaded and planned. */
class DraftIT {
    @TempDir
    private Path folder;

    @ServerTest
    void theDraftProposesWhatUsersWriteAndLeavesTheRestToTheReader(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = shop(server);
        Map<String, Object> production = fixture.production.state();

        String draft = draft(fixture);

        MergeSpec spec = load(fixture, draft);
        assertEquals(List.of("orders", "users"), List.copyOf(spec.overlay().keySet()));
        assertEquals(
                List.of("orders.user_id -> users.id", "reviews.user_id -> users.id"),
                spec.references().stream().map(Reference::text).toList());
        assertEquals(List.of(), spec.overlay().get("users").drop());
        assertTrue(draft.contains("    # drop: [legacy_token]\n"), draft);
        assertTrue(draft.contains("  # reviews: {}\n"), draft);
        assertTrue(draft.contains("#   - carriers    # 2 rows\n"), draft);
        assertTrue(draft.contains("3 of production's are newer than staging's"), draft);
        assertEquals(production, fixture.production.state());
    }

    @ServerTest
    void theDraftCanBePlannedAndItsCommentsDecideIt(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = shop(server);
        String draft = draft(fixture);

        MergePlan drafted = plan(load(fixture, draft));
        MergePlan decided = plan(load(
                fixture,
                draft.replace("    # drop: [legacy_token]", "    drop: [legacy_token]")
                        .replace("# discard:", "discard:")
                        .replace("#   - carriers", "  - carriers")));

        assertEquals(2, drafted.blockers().size(), drafted.findings().toString());
        assertEquals(
                List.of(), decided.blockers().stream().map(Finding::problem).toList());
    }

    @ServerTest
    void theDraftsReferencesAreThoseOfThePlan(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = forum(server);

        MergeSpec spec = load(fixture, draft(fixture));

        assertEquals(List.of("comments", "users"), List.copyOf(spec.overlay().keySet()));
        assertEquals(
                List.of(
                        "comments.user_id -> users.id",
                        "comments.parent_id -> comments.id",
                        "comments.commentable_id -> pages.id",
                        "comments.commentable_id -> people.id",
                        "odd votes.user_id -> users.id",
                        "versions.whodunnit -> users.id"),
                spec.references().stream().map(Reference::text).toList());
        assertEquals(
                List.of(),
                plan(spec).findings().stream()
                        .filter(finding -> finding.level() != Finding.Level.NOTE)
                        .map(Finding::problem)
                        .toList());
    }

    /** References by Rails' names that a plain plural does not find, and names that are none. */
    private MergeFixture forum(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        String[] tables = {
            "CREATE TABLE users (id INT PRIMARY KEY, session_id VARCHAR(9))",
            "CREATE TABLE sessions (id INT PRIMARY KEY)",
            "CREATE TABLE people (id INT PRIMARY KEY)",
            "CREATE TABLE pages (id INT PRIMARY KEY)",
            "CREATE TABLE badges (id INT PRIMARY KEY, person_id INT)",
            "CREATE TABLE comments (id INT PRIMARY KEY, user_id INT, parent_id INT, page_id INT,"
                    + " commentable_type VARCHAR(9), commentable_id INT, FOREIGN KEY (page_id) REFERENCES pages (id))",
            "CREATE TABLE `odd votes` (id INT PRIMARY KEY, user_id INT)",
            "CREATE TABLE versions (id INT PRIMARY KEY, whodunnit VARCHAR(9))",
            "INSERT INTO pages VALUES (1)",
            "INSERT INTO people VALUES (5)",
            "INSERT INTO users VALUES (1, 'x')",
            "INSERT INTO versions VALUES (1, '1')",
            "INSERT INTO comments VALUES (1, 1, NULL, 1, 'Page', 1)"
        };
        fixture.staging.run(tables);
        fixture.production.run(tables);
        fixture.production.run(
                "INSERT INTO users VALUES (2, 'y')", "INSERT INTO comments VALUES (2, 2, 1, NULL, 'Person', 5)");
        return fixture;
    }

    @ServerTest
    void twoDatabasesWithoutUsersGiveASpecWithoutOverlay(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = new MergeFixture(folder, server);
        fixture.staging.run("CREATE TABLE areas (id INT PRIMARY KEY)");
        fixture.production.run("CREATE TABLE areas (id INT PRIMARY KEY)");

        String draft = draft(fixture);

        assertEquals(Map.of(), load(fixture, draft).overlay());
    }

    private MergeFixture shop(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        String orders = "CREATE TABLE orders (id INT PRIMARY KEY, user_id INT, total INT)";
        String reviews = "CREATE TABLE reviews (id INT PRIMARY KEY, user_id INT)";
        String items = "CREATE TABLE items (id INT PRIMARY KEY, name VARCHAR(9))";
        fixture.staging.run(
                orders,
                reviews,
                items,
                "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(20))",
                "INSERT INTO users VALUES (1, 'tester')",
                "INSERT INTO orders VALUES (1, 1, 7)",
                "INSERT INTO reviews VALUES (1, 1)",
                "INSERT INTO items VALUES (1, 'pen'), (2, 'ink')");
        fixture.production.run(
                orders,
                reviews,
                items,
                "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(20), legacy_token INT)",
                "CREATE TABLE carriers (id INT PRIMARY KEY)",
                "INSERT INTO users VALUES (1, 'Ann', 5), (2, 'Bob', NULL)",
                "INSERT INTO orders VALUES (1, 1, 7), (2, 1, 8), (3, 2, 9), (4, 2, 1)",
                "INSERT INTO reviews VALUES (1, 1)",
                "INSERT INTO items VALUES (1, 'pen')",
                "INSERT INTO carriers VALUES (1), (2)");
        return fixture;
    }

    private String draft(MergeFixture fixture) {
        MergeSpec databases = fixture.spec("overlay: {}\n").spec();
        String head = "";
        try {
            head = Files.readString(databases.file()).replace("overlay: {}\n", "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Merger.draft(head, folder.resolve("draft.yml"), fixture.passwords());
    }

    private MergeSpec load(MergeFixture fixture, String draft) throws IOException {
        return SpecLoader.load(Files.writeString(folder.resolve("draft.yml"), draft), fixture.passwords());
    }

    private static MergePlan plan(MergeSpec spec) {
        try (Merger merger = Merger.open(spec)) {
            return merger.plan();
        }
    }
}
