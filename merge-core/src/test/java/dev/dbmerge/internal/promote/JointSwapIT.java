package dev.dbmerge.internal.promote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.promote.Changeover.Place;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Secret;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Two databases of one server that change over in one statement, with writers in both. */
class JointSwapIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @ServerTest
    void bothChangeOverAtOnceAndNobodyWritesBetween(TestServer server) throws Exception {
        boolean renamesLocked;
        try (Pair pair = new Pair(server, "one")) {
            pair.swap(pair.staircase());
            renamesLocked = pair.renamesLocked();
        }
        if (renamesLocked) {
            try (Pair pair = new Pair(server, "two")) {
                pair.swap(new LockRename(pair.server, pair.shares, PATIENCE));
            }
        }
    }

    @ServerTest
    void aStatementThatStoppedInBetweenGoesBackUntilEveryTableHasLeft(TestServer server) throws Exception {
        try (Pair pair = new Pair(server, "one")) {
            pair.move(pair.first.live(), pair.first.previous(), "a", "b");

            assertEquals(Place.BETWEEN, pair.place());
            pair.mend(2);
            assertEquals(Place.BEFORE, pair.place());

            pair.move(pair.first.live(), pair.first.previous(), "a", "b");
            pair.move(pair.second.live(), pair.second.previous(), "a", "b");
            pair.move(pair.first.target(), pair.first.live(), "a", "b");

            assertEquals(Place.BETWEEN, pair.place());
            pair.mend(2);
            assertEquals(Place.AFTER, pair.place());
            assertEquals(List.of("new", "new"), pair.whoseRows());
        }
    }

    private static Server open(TestServer server, String schema) {
        return new Server(
                "target",
                new UrlConnections(new Database(
                        server.url(schema),
                        schema,
                        Optional.of(server.user()),
                        new Secret(server.password()),
                        Database.Consistency.SNAPSHOT,
                        new Position(Path.of("merge.yml"), 1, 1))),
                schema);
    }

    /** Two live databases, each with a target and an empty database for what leaves. */
    private static final class Pair implements AutoCloseable {
        private final TestServer where;
        private final Server server;
        private final Session session;
        private final Changeover first;
        private final Changeover second;
        private final List<Share> shares = new ArrayList<>();

        Pair(TestServer where, String tag) throws SQLException {
            this.where = where;
            String engine = made(where, "engine_" + tag, "old");
            String model = made(where, "model_" + tag, "old");
            this.server = open(where, engine);
            this.session = server.open();
            this.first = share(engine, made(where, "engine_new_" + tag, "new"), where.schema("engine_old_" + tag));
            this.second = share(model, made(where, "model_new_" + tag, "new"), where.schema("model_old_" + tag));
        }

        private static String made(TestServer where, String stem, String row) throws SQLException {
            String name = where.schema(stem);
            where.run(
                    "CREATE TABLE `" + name + "`.a (id INT PRIMARY KEY AUTO_INCREMENT, whose VARCHAR(10))",
                    "CREATE TABLE `" + name + "`.b (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES a (id))",
                    "INSERT INTO `" + name + "`.a VALUES (1, '" + row + "')");
            return name;
        }

        private Changeover share(String live, String target, String previous) {
            Schema from = SchemaReader.read(session, live);
            Schema to = SchemaReader.read(session, target);
            Changeover changeover = Changeover.of(from, to, previous);
            CodeChange code = new CodeChange(session, from, to, changeover.previous(), Map.of());
            shares.add(new Share(changeover, code, Set.of("a", "b"), List.of()));
            return changeover;
        }

        private List<Changeover> changeovers() {
            return List.of(first, second);
        }

        boolean renamesLocked() {
            return server.version().mysqlAtLeast(8, 0, 13);
        }

        private String last() {
            return first.live().compareTo(second.live()) > 0 ? first.live() : second.live();
        }

        Standoff staircase() throws SQLException {
            boolean sentry = !renamesLocked();
            if (sentry) {
                where.adopt(Staircase.sentry(last()));
                where.run(Staircase.makeSentry(last()).toArray(String[]::new));
            }
            return new Staircase(
                    server, shares, PATIENCE, sentry ? Staircase.Successor.RENAME : Staircase.Successor.LOCK_TABLES);
        }

        void swap(Standoff standoff) throws Exception {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            try (standoff) {
                assertTrue(standoff.take());
                for (Changeover one : changeovers()) {
                    writers.add(write(one.live()));
                }
                for (CompletableFuture<Void> writer : writers) {
                    assertThrows(TimeoutException.class, () -> writer.get(200, TimeUnit.MILLISECONDS));
                }
                assertEquals(Place.BEFORE, place());
                assertTrue(standoff.swap());
            }
            for (CompletableFuture<Void> writer : writers) {
                writer.get(10, TimeUnit.SECONDS);
            }

            assertEquals(Place.AFTER, place());
            assertEquals(List.of("new,w", "new,w"), whoseRows());
            for (Changeover one : changeovers()) {
                assertEquals("old", rows(one.previous()));
            }
        }

        /** Begins to write in a session of its own. */
        private CompletableFuture<Void> write(String schema) {
            return CompletableFuture.runAsync(() -> {
                try {
                    where.run("INSERT INTO `" + schema + "`.a (whose) VALUES ('w')");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        Place place() {
            return Changeover.place(changeovers(), session);
        }

        void move(String from, String to, String... tables) throws SQLException {
            for (String table : tables) {
                where.run("RENAME TABLE `" + from + "`." + table + " TO `" + to + "`." + table);
            }
        }

        void mend(int renames) {
            List<String> statements = Changeover.mending(changeovers(), session);
            assertEquals(renames, statements.size());
            assertFalse(statements.isEmpty());
            statements.forEach(statement -> session.execute("mend", statement));
        }

        List<String> whoseRows() throws SQLException {
            return List.of(rows(first.live()), rows(second.live()));
        }

        private String rows(String schema) throws SQLException {
            try (Connection connection = where.root();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT GROUP_CONCAT(whose ORDER BY id) FROM `" + schema + "`.a")) {
                rows.next();
                return rows.getString(1);
            }
        }

        @Override
        public void close() {
            session.close();
            server.close();
        }
    }
}
