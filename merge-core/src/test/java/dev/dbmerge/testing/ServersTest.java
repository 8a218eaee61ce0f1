package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServersTest {
    private static final String WORDS = " Write mariadb:11.4 or mysql:8.0 (embedded), mysql:TAG or mariadb:TAG (in a"
            + " container), or jdbc:mysql://host:3306/?user=U. [E200]";
    private static final String ACCOUNT =
            " Name the user in the option user or in DBMERGE_TEST_USER, and set DBMERGE_TEST_PASSWORD to the password.";

    @ParameterizedTest
    @ValueSource(strings = {"postgres:16", "mysql", "mysql:", "MySQL:8.0", "mysql:8.0 ", "127.0.0.1:3306"})
    void namesTheWordsThatItKnows(String unknown) {
        assertEquals("There is no server " + unknown + "." + WORDS, message(unknown));
    }

    @Test
    void namesTheWordsWhereThereIsNone() {
        assertEquals("No server is named." + WORDS, message(""));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db/?user=root&password=s3cret, holds a password in the property password., E215",
        "jdbc:mysql://root:s3cret@db/, holds a password., E215",
        "jdbc:mysql://root@db/, holds a user before the host., E210",
    })
    void takesNoPasswordFromAUrl(String url, String problem, String code) {
        assertEquals("The server's URL " + problem + ACCOUNT + " [" + code + "]", message(url));
    }

    @Test
    void refusesAUrlOfAnotherDriver() {
        assertEquals(
                "The server's URL is for MariaDB's driver, which dbmerge does not use. Write jdbc:mysql: in its place; it"
                        + " speaks to MariaDB as well. [E210]",
                message("jdbc:mariadb://db/"));
    }

    @Test
    void asksForTheAccountOfAGivenServer() {
        assertEquals(
                "The server at db:3307 is given without an account." + ACCOUNT + " [E200]",
                message("jdbc:mysql://db:3307/?sslMode=REQUIRED"));
    }

    @Test
    void saysThatAGivenServerDoesNotAnswer() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertEquals(
                "The server at 127.0.0.1:" + port
                        + " cannot be used as root: Communications link failure. Mend the URL,"
                        + " its option user or DBMERGE_TEST_USER, or DBMERGE_TEST_PASSWORD. [E301]",
                message("jdbc:mysql://127.0.0.1:" + port + "/?user=root"));
    }

    /** No driver takes this URL, as none takes any where Connector/J is missing. */
    @Test
    void namesTheDriverWhereNoneIsOnTheClassPath() {
        MergeException error = assertThrows(
                MergeException.class, () -> ProductQuestion.ask("jdbc:none://127.0.0.1:3306/?a=b", "root", "test"));

        assertEquals(
                "No JDBC driver on the class path takes jdbc:none://127.0.0.1:3306/. Add com.mysql:mysql-connector-j."
                        + " [E304]",
                error.getMessage());
    }

    private static String message(String what) {
        return assertThrows(MergeException.class, () -> Servers.of(what)).getMessage();
    }
}
