package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.testing.EmbeddedServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notice in the table of the real application, by the machine's client of MySQL where it has one, and by {@link SqlClient}. */
class NoticeHookIT {
    private static final String ON = "before-run-20-notice-on";
    private static final String OFF = "after-promote-90-notice-off";

    private static EmbeddedServer server;

    @TempDir
    private Path folder;

    private ReleaseBench bench;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<String> clients() {
        List<String> clients = new ArrayList<>(List.of("SqlClient"));
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, "mysql"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .ifPresent(clients::add);
        return clients;
    }

    @BeforeEach
    void begin() throws IOException, SQLException {
        execute("DROP DATABASE IF EXISTS etm_production");
        execute("CREATE DATABASE etm_production");
        execute("CREATE TABLE etm_production." + notifications());
        Path account = Files.writeString(
                folder.resolve("etm.cnf"),
                "[client]\nhost=127.0.0.1\nport=" + server.port() + "\nuser=" + server.user() + "\npassword="
                        + server.password() + "\n");
        bench = new ReleaseBench(folder);
        bench.set("ETM_DATABASE", "etm_production").set("ETM_OPTION_FILE", account.toString());
        bench.set("NOTICE_KEY", "release");
        bench.set("NOTICE_NL", "We zijn over \u20ac 5 minuten co\u00f6peratief terug")
                .set("NOTICE_EN", "It's \\'back' \"soon\"; -- ok?");
    }

    private void use(String client) throws IOException {
        if (!client.equals("SqlClient")) {
            bench.set("MYSQL", client);
            return;
        }
        bench.command(
                "MYSQL",
                "exec '" + Path.of(System.getProperty("java.home"), "bin/java") + "' -cp '"
                        + System.getProperty("java.class.path") + "' " + SqlClient.class.getName() + " \"$@\"");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void isARowThatTheSiteShows(String client) throws IOException, SQLException {
        use(client);

        bench.run(ON).yes();

        assertEquals(
                List.of(
                        "1 release We zijn over \u20ac 5 minuten co\u00f6peratief terug It's \\'back' \"soon\"; -- ok? 1"),
                notices());
        assertEquals(
                List.of("1"),
                query(
                        "SELECT COUNT(*) FROM etm_production.general_user_notifications"
                                + " WHERE created_at = updated_at AND ABS(TIMESTAMPDIFF(SECOND, created_at, UTC_TIMESTAMP())) < 60"));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void isOneRowHoweverOftenItIsPutOn(String client) throws IOException, SQLException {
        use(client);
        bench.run(ON).yes();
        bench.set("NOTICE_NL", "bijna").set("NOTICE_EN", "nearly");

        bench.run(ON).yes();

        assertEquals(List.of("1 release bijna nearly 1"), notices());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void goesAndComesBackAsTheSameRow(String client) throws IOException, SQLException {
        use(client);
        execute(
                "INSERT INTO etm_production.general_user_notifications (`key`, notification_nl, notification_en, active)"
                        + " VALUES ('survey', 'a', 'b', 1)");
        bench.set("NOTICE_NL", "bijna").set("NOTICE_EN", "nearly");
        bench.run(ON).yes();

        bench.run(OFF).yes();
        bench.run(OFF).yes();

        assertEquals(List.of("1 survey a b 1", "2 release bijna nearly 0"), notices());
        bench.run(ON).yes();
        assertEquals(List.of("1 survey a b 1", "2 release bijna nearly 1"), notices());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void thatIsNotThereIsOffAlready(String client) throws IOException {
        use(client);

        bench.run(OFF).yes();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void isANoWhereItsTextDoesNotFit(String client) throws IOException, SQLException {
        use(client);
        bench.set("NOTICE_EN", "\ud83d\ude80");

        bench.run(ON).no("The notice is not on etm_production's site; mysql says above why.");

        assertEquals(List.of(), notices());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void isANoWhereTheTableIsGone(String client) throws IOException, SQLException {
        use(client);
        execute("DROP TABLE etm_production.general_user_notifications");

        ReleaseBench.Said said = bench.run(OFF);

        said.no("The notice is still on etm_production's site; mysql says above why.");
        assertTrue(said.lines().stream().anyMatch(line -> line.startsWith("ERROR 1146")), said::toString);
    }

    private static List<String> notices() throws SQLException {
        return query("SELECT CONCAT_WS(' ', id, `key`, notification_nl, notification_en, active)"
                + " FROM etm_production.general_user_notifications ORDER BY id");
    }

    /** Gives the table as the application's production has it, without its first words. */
    private static String notifications() throws IOException {
        Matcher table = Pattern.compile("(?s)CREATE TABLE (`general_user_notifications` .*?);")
                .matcher(Files.readString(Path.of("../sql/etm/demo/production/V1__schema.sql")));
        assertTrue(table.find());
        return table.group(1);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(""), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.url(""), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
