package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the jar of the embedded server: on the class path, in the local Maven repository, in a remote one.
 *
 * @param loader sees the class path
 * @param localRepository the folder of the local Maven repository; need not exist
 * @param remoteRepository the address of a Maven repository
 */
record JarFinder(ClassLoader loader, Path localRepository, String remoteRepository) {
    private static final Logger LOG = LoggerFactory.getLogger(JarFinder.class);
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration DOWNLOAD = Duration.ofMinutes(15);

    static JarFinder ofThisMachine() {
        Path local = Cache.setting("maven.repo.local")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".m2", "repository"));
        String remote = Cache.setting("DBMERGE_MAVEN_REPOSITORY").orElse("https://repo1.maven.org/maven2");
        return new JarFinder(JarFinder.class.getClassLoader(), local, remote);
    }

    /**
     * Gives the jar, checked.
     *
     * @param download the file that a download is written to; left behind, also when it fails
     */
    ServerJar find(Distribution distribution, Path download) throws IOException {
        Path local = localRepository.resolve(distribution.recipe().repositoryPath());
        Optional<Path> here =
                onClassPath(distribution).or(() -> Optional.of(local).filter(Files::isRegularFile));
        ServerJar jar =
                here.isPresent() ? new ServerJar(here.get(), here.get().toString()) : download(distribution, download);
        jar.check(distribution.sha256());
        return jar;
    }

    /** Goes by the jar's name too, since other artifacts hold other servers under the same name. */
    private Optional<Path> onClassPath(Distribution distribution) throws IOException {
        Path name = Path.of(distribution.recipe().repositoryPath()).getFileName();
        for (URL found :
                Collections.list(loader.getResources(distribution.recipe().resource()))) {
            if (found.openConnection() instanceof JarURLConnection jar) {
                Path file = path(jar.getJarFileURL());
                if (file.getFileName().equals(name)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static Path path(URL file) throws IOException {
        try {
            return Path.of(file.toURI());
        } catch (URISyntaxException e) {
            throw new IOException("not a path: " + file, e);
        }
    }

    private ServerJar download(Distribution distribution, Path file) throws IOException {
        URI address = address(distribution);
        String shown = shown(address);
        LOG.info("Fetching {} from {}", distribution.recipe().product(), shown);
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .proxy(ProxySelector.getDefault())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(address).timeout(DOWNLOAD).build();
        int status = send(client, request, file, shown);
        if (status != 200) {
            throw unavailable(shown, "is not there (status " + status + ")", null);
        }
        return new ServerJar(file, shown);
    }

    private URI address(Distribution distribution) {
        try {
            URI address = new URI(remoteRepository.replaceFirst("/+$", "") + "/"
                    + distribution.recipe().repositoryPath());
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (URISyntaxException e) {
            LOG.debug("DBMERGE_MAVEN_REPOSITORY is malformed at character {}", e.getIndex());
        }
        throw new MergeException(
                ErrorCode.EMBEDDED_SERVER,
                "DBMERGE_MAVEN_REPOSITORY is not the address of a Maven repository.",
                "Write it as https://repo1.maven.org/maven2.");
    }

    /** Leaves out the account, which may hold a password. */
    private static String shown(URI address) {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort())
                + address.getPath();
    }

    private int send(HttpClient client, HttpRequest request, Path file, String shown) throws IOException {
        try {
            return client.sendAsync(request, HttpResponse.BodyHandlers.ofFile(file))
                    .get(DOWNLOAD.toSeconds(), TimeUnit.SECONDS)
                    .statusCode();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String why = cause instanceof IOException io ? Folders.reason(io) : cause.toString();
            throw unavailable(shown, "cannot be fetched (" + why + ")", cause);
        } catch (TimeoutException e) {
            throw unavailable(shown, "was not fetched in " + DOWNLOAD.toMinutes() + " minutes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(shown, "was interrupted", e);
        }
    }

    private MergeException unavailable(String shown, String state, Throwable cause) {
        return new MergeException(
                ErrorCode.EMBEDDED_SERVER,
                "The embedded server, " + shown + ", " + state + ".",
                "Name a Maven repository that this machine reaches in DBMERGE_MAVEN_REPOSITORY (a proxy in"
                        + " -Dhttps.proxyHost), or put the jar into the local one, " + localRepository + ".",
                cause);
    }
}
