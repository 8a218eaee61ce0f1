package dev.dbmerge;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.NativeSession;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.protocol.a.NativeConstants.IntegerDataType;
import com.mysql.cj.protocol.a.NativePacketPayload;
import dev.dbmerge.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The statements that put a target in the live database's place and take it back, as one account, on tables {@code users} and
 * {@code orders}, which references it; {@code kept} stays and references it too.
 *
 * <p>Where locked tables can be renamed (MySQL from 8.0.13), all are locked and renamed by one statement. Elsewhere the incoming
 * tables come beside the live ones, because of their triggers, and a RENAME waits for the read locks on the live ones and for a
 * sentry.
 */
final class Swap implements AutoCloseable {
    private final TestServer server;
    private final String user;
    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<Connection> opened = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Connection main;
    private int round;

    /** Connects as the account, whose password is its name. */
    Swap(TestServer server, String user, String live, String target) throws SQLException {
        this.server = server;
        this.user = user;
        places.put("{live}", live);
        places.put("{target}", target);
        places.put("{old}", previous(live));
        places.put("{sentry}", sentry(live));
        main = open();
    }

    static String previous(String live) {
        return live + "_old";
    }

    static String sentry(String live) {
        return live + "_zsentry";
    }

    void forth() throws Exception {
        look();
        run(
                main,
                "CREATE DATABASE {old}",
                "DELETE FROM {target}.users WHERE id IN (2)",
                "INSERT INTO {target}.users (id, name) SELECT id, name FROM {live}.users WHERE id IN (2)",
                "UPDATE {target}.users SET name = NULL WHERE name = ''",
                "SELECT COUNT(*) FROM {target}.orders o LEFT JOIN {target}.users u ON u.id = o.user_id WHERE u.id IS NULL");
        if (renamesLocked()) {
            lockRename("{target}", "{old}", "DROP TRIGGER {target}.names_are_short");
        } else {
            run(
                    main,
                    "DROP TRIGGER {target}.names_are_short",
                    "ALTER TABLE {target}.orders DROP FOREIGN KEY by_user,"
                            + " ADD CONSTRAINT by_user_1 FOREIGN KEY (user_id) REFERENCES {target}.users (id)");
            staircase("{target}", "{old}");
        }
        run(
                main,
                "SHOW CREATE VIEW {target}.names",
                "SHOW CREATE VIEW {live}.names",
                "CREATE OR REPLACE DEFINER = its_author@'%' VIEW {live}.names AS SELECT name, {live}.one() FROM {live}.users",
                "SELECT * FROM {live}.names LIMIT 0",
                "DROP PROCEDURE {live}.nothing",
                "CREATE DEFINER = its_author@'%' PROCEDURE {live}.nothing() SELECT 2",
                "DROP FUNCTION {live}.two",
                "CREATE DEFINER = its_author@'%' FUNCTION {live}.two() RETURNS INT DETERMINISTIC RETURN 2",
                "ALTER EVENT {live}.nightly DISABLE",
                "DROP EVENT {live}.nightly",
                "CREATE DEFINER = its_author@'%' EVENT {live}.nightly ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 2",
                "UPDATE {live}.users SET name = 'Late' WHERE id = 1",
                "DELETE FROM {live}.users WHERE id = 3",
                "DELETE FROM {old}.users WHERE id IN (1, 3)",
                "INSERT INTO {old}.users (id, name) SELECT id, name FROM {live}.users WHERE id IN (1, 3)",
                "UPDATE {old}.users SET name = 'Later' WHERE id = 1");
    }

    void back() throws Exception {
        if (renamesLocked()) {
            lockRename("{old}", "{target}");
        } else {
            staircase("{old}", "{target}");
        }
        run(main, "DROP DATABASE {old}");
    }

    private boolean renamesLocked() {
        return !server.isMariaDb() && !server.product().startsWith("MySQL 5.7");
    }

    private void look() throws SQLException {
        run(main, "SELECT COUNT(*) FROM information_schema.innodb_trx");
        boolean newest =
                !server.isMariaDb() && renamesLocked() && !server.product().startsWith("MySQL 8.0");
        if (texts(main, "SELECT @@GLOBAL.log_bin").equals(List.of("1"))) {
            run(main, newest ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS");
            readBinaryLog();
        }
        if (!server.isMariaDb() && !renamesLocked()) {
            run(main, "SELECT COUNT(*) FROM performance_schema.metadata_locks");
        }
    }

    /** Asks for events as a replica does, which no SQL does; the server refuses it by the first packet of its answer. */
    private void readBinaryLog() throws SQLException {
        try (Connection connection = open()) {
            run(
                    connection,
                    "SET @master_binlog_checksum = @@GLOBAL.binlog_checksum, @source_binlog_checksum = @@GLOBAL.binlog_checksum");
            NativePacketPayload dump = new NativePacketPayload(16);
            dump.writeInteger(IntegerDataType.INT1, 0x12); // COM_BINLOG_DUMP
            dump.writeInteger(IntegerDataType.INT4, 4); // from the begin of the first file
            dump.writeInteger(IntegerDataType.INT2, 1); // as far as there are events
            dump.writeInteger(IntegerDataType.INT4, 4_242_042); // this replica's id
            NativeSession session =
                    (NativeSession) connection.unwrap(MysqlConnection.class).getSession();
            session.getProtocol().sendCommand(dump, false, 0);
            session.forceClose();
        } catch (CJException e) {
            throw new SQLException(e.getMessage(), e.getSQLState(), e.getVendorCode(), e);
        }
    }

    private void lockRename(String from, String to, String... also) throws SQLException {
        round++;
        run(
                main,
                "SET SESSION autocommit = 0",
                "LOCK TABLES {live}.users WRITE, {live}.users AS p READ, {live}.orders WRITE, {live}.kept WRITE, "
                        + from + ".users WRITE, " + from + ".orders WRITE",
                "DELETE FROM " + from + ".users WHERE id IN (2)",
                "INSERT INTO " + from
                        + ".users (id, name) SELECT p.id, p.name FROM {live}.users AS p WHERE p.id IN (2)",
                "SHOW CREATE TABLE {live}.users",
                "ALTER TABLE " + from + ".users AUTO_INCREMENT = 1000",
                "COMMIT",
                "DROP TRIGGER {live}.names_are_short");
        run(main, also);
        run(
                main,
                "RENAME TABLE {live}.users TO " + to + ".users, {live}.orders TO " + to + ".orders, " + from
                        + ".users TO {live}.users, " + from + ".orders TO {live}.orders",
                trigger("names_are_short", "users"),
                repoint(),
                "UNLOCK TABLES",
                "SET SESSION autocommit = 1");
    }

    private void staircase(String from, String to) throws Exception {
        round++;
        String in = "__in" + round;
        String out = "__out" + round;
        run(
                main,
                "RENAME TABLE " + from + ".users TO {live}.users" + in + ", " + from + ".orders TO {live}.orders" + in,
                trigger("names_are_short_" + round, "users" + in),
                "CREATE DATABASE {sentry}",
                "CREATE TABLE {sentry}.a (id INT PRIMARY KEY)",
                "CREATE TABLE {sentry}.b LIKE {sentry}.a");
        Connection drain = open();
        run(drain, "LOCK TABLES {live}.orders WRITE, {live}.users WRITE");
        Connection orders = open();
        Connection users = open();
        Future<Boolean> ordersHeld = start(orders, "FLUSH TABLES {live}.orders WITH READ LOCK");
        Future<Boolean> usersHeld = start(users, "FLUSH TABLES {live}.users WITH READ LOCK");
        untilWaiting(ordersHeld, usersHeld, orders, users);
        run(drain, "UNLOCK TABLES");
        done(ordersHeld);
        done(usersHeld);
        run(
                main,
                "DELETE FROM {live}.users" + in + " WHERE id IN (2)",
                "INSERT INTO {live}.users" + in + " (id, name) SELECT id, name FROM {live}.users WHERE id IN (2)",
                "ALTER TABLE {live}.users" + in + " AUTO_INCREMENT = 1000");
        Connection sentry = open();
        run(sentry, "LOCK TABLES {sentry}.b WRITE");
        Connection renaming = open();
        Future<Boolean> renamed = start(
                renaming,
                "RENAME TABLE {live}.orders TO {live}.orders" + out + ", {live}.users TO {live}.users" + out
                        + ", {live}.users" + in + " TO {live}.users, {live}.orders" + in
                        + " TO {live}.orders, {sentry}.a TO {sentry}.b");
        untilWaiting(renamed, renamed, renaming);
        run(orders, "UNLOCK TABLES");
        run(users, "UNLOCK TABLES");
        run(sentry, "DROP TABLE {sentry}.b", "UNLOCK TABLES");
        done(renamed);
        run(
                main,
                repoint(),
                "DROP TRIGGER {live}.names_are_short" + (round == 1 ? "" : "_" + (round - 1)),
                "RENAME TABLE {live}.users" + out + " TO " + to + ".users, {live}.orders" + out + " TO " + to
                        + ".orders",
                "DROP DATABASE {sentry}");
    }

    private static String trigger(String name, String table) {
        return "CREATE DEFINER = its_author@'%' TRIGGER {live}." + name + " BEFORE INSERT ON {live}." + table
                + " FOR EACH ROW SET NEW.name = LEFT(NEW.name, 10)";
    }

    /** The foreign key of a table that stays has gone along with the table that left. */
    private String repoint() {
        return "ALTER TABLE {live}.kept DROP FOREIGN KEY of_user_" + (round - 1) + ", ADD CONSTRAINT of_user_" + round
                + " FOREIGN KEY (user_id) REFERENCES {live}.users (id), ALGORITHM = INPLACE";
    }

    private Connection open() throws SQLException {
        String url = server.url();
        Connection connection = DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "allowPublicKeyRetrieval=true", user, user);
        opened.add(connection);
        run(connection, "SET SESSION lock_wait_timeout = 20, foreign_key_checks = 0");
        return connection;
    }

    private void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(placed(sql));
            }
        }
    }

    private String placed(String sql) {
        String placed = sql;
        for (Map.Entry<String, String> place : places.entrySet()) {
            placed = placed.replace(place.getKey(), "`" + place.getValue() + "`");
        }
        return placed;
    }

    private Future<Boolean> start(Connection connection, String sql) {
        return threads.submit(() -> {
            run(connection, sql);
            return true;
        });
    }

    private static void done(Future<Boolean> statement) throws Exception {
        try {
            statement.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException refused ? refused : e;
        }
    }

    /** Its own sessions an account sees without PROCESS. */
    private void untilWaiting(Future<Boolean> first, Future<Boolean> second, Connection... connections)
            throws Exception {
        List<String> ids = new ArrayList<>();
        for (Connection connection : connections) {
            ids.add(Long.toString(
                    connection.unwrap(MysqlConnection.class).getSession().getThreadId()));
        }
        String waiting =
                "SELECT COUNT(*) + 0 * SLEEP(0.02) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table%'"
                        + " AND ID IN (" + String.join(", ", ids) + ")";
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!texts(main, waiting).equals(List.of(Integer.toString(connections.length)))) {
            if (first.isDone()) {
                done(first);
            }
            if (second.isDone()) {
                done(second);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing waits");
            }
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : opened) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
