package dev.dbmerge.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.error.Position;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.Secret;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether rows are encrypted on their way, as the server says it. */
class DirectIT {
    private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):([0-9]+)");

    @ServerTest
    void whatStaysOnTheMachineIsNotEncrypted(TestServer server) throws SQLException {
        boolean atHome = ask(server, "SELECT SUBSTRING_INDEX(USER(), '@', -1) IN ('localhost', '127.0.0.1')", 1)
                .equals("1");

        assertEquals(encrypts(server) && !atHome, encrypted(server.url(), server));
    }

    @ServerTest
    void whatGoesThroughATunnelIs(TestServer server) throws SQLException, IOException {
        Matcher address = ADDRESS.matcher(server.url());
        address.find();
        try (ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread tunnel = new Thread(() -> tunnel(door, address.group(1), Integer.parseInt(address.group(2))));
            tunnel.setDaemon(true);
            tunnel.start();

            String url = address.replaceFirst("//127.0.0.1:" + door.getLocalPort());

            assertEquals(encrypts(server), encrypted(url, server));
        }
    }

    @ServerTest
    void theUrlDecidesWhereItSpeaksOfIt(TestServer server) throws SQLException {
        String url = server.url() + (server.url().contains("?") ? "&" : "?") + "sslMode=PREFERRED";

        assertEquals(encrypts(server), encrypted(url, server));
    }

    @ServerTest
    void anAccountThatHasToEncryptDoes(TestServer server) throws SQLException {
        if (!encrypts(server)) {
            return;
        }
        server.run("CREATE USER 'sealed'@'%' IDENTIFIED BY 'sealed' REQUIRE SSL");
        try {
            assertEquals(true, encrypted(server.url(), "sealed", "sealed"));
        } finally {
            server.run("DROP USER 'sealed'@'%'");
        }
    }

    /** Tells whether a connection that does not care is encrypted. */
    private static boolean encrypts(TestServer server) throws SQLException {
        return !ask(server, "SHOW STATUS LIKE 'Ssl_cipher'", 2).isEmpty();
    }

    private static String ask(TestServer server, String query, int column) throws SQLException {
        try (Connection connection = server.root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(column);
        }
    }

    private static boolean encrypted(String url, TestServer server) {
        return encrypted(url, server.user(), server.password());
    }

    /** Tells it of a session after the first connection. */
    private static boolean encrypted(String url, String user, String password) {
        Database database = new Database(
                url,
                "mysql",
                Optional.of(user),
                new Secret(password),
                Consistency.SNAPSHOT,
                new Position(Path.of("x"), 1, 1));
        try (Server met = new Server("staging", new UrlConnections(database), "mysql");
                Session session = met.open()) {
            return !session.fetchPlain("ask", "SHOW STATUS LIKE 'Ssl_cipher'")
                    .get(1, String.class)
                    .isEmpty();
        }
    }

    private static void tunnel(ServerSocket door, String host, int port) {
        try {
            while (true) {
                Socket in = door.accept();
                Socket out = new Socket(host, port);
                pump(in, out);
                pump(out, in);
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void pump(Socket from, Socket to) {
        Thread pump = new Thread(() -> {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException e) {
                // The connection is closed.
            }
        });
        pump.setDaemon(true);
        pump.start();
    }
}
