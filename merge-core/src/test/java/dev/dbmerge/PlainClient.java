package dev.dbmerge;

import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs what a backup's README says, by the client that the machine has. */
record PlainClient(String name) {
    /** Finds mariadb or mysql, or what the property {@code dbmerge.client} names. */
    static Optional<PlainClient> find() {
        return Optional.ofNullable(System.getProperty("dbmerge.client"))
                .or(() -> Stream.of("mariadb", "mysql")
                        .filter(name -> Stream.of(System.getenv("PATH").split(":"))
                                .anyMatch(path -> Files.isExecutable(Path.of(path, name))))
                        .findFirst())
                .map(PlainClient::new);
    }

    /** Gives the commands of a README. */
    static List<String> commands(Path backup) throws IOException {
        return Files.readAllLines(backup.resolve("README")).stream()
                .filter(line -> line.matches("    (mysql|sh) .*"))
                .map(String::strip)
                .toList();
    }

    /**
     * Runs a command of a README in the backup's folder.
     *
     * @return its exit code and what it printed
     */
    Ended run(String command, Path backup, TestServer server, String database) throws IOException {
        String address = server.url().replaceFirst("^jdbc:mysql://([^/?]+).*", "$1");
        Path options = Files.createTempFile("client", ".cnf");
        Files.writeString(options, "[client]\npassword=\"" + server.password() + "\"\n");
        String shell = command.replaceFirst("^mysql ", name + " --defaults-extra-file=" + options + " ")
                .replaceFirst("^sh load.sh ", "MYSQL=" + name + " sh load.sh --defaults-extra-file=" + options + " ")
                .replace(
                        "OPTIONS",
                        "--protocol=tcp --host=" + address.replaceFirst(":.*", "") + " --port="
                                + address.replaceFirst(".*:", "") + " --user=" + server.user())
                .replace("DATABASE", "'" + database + "'");
        try {
            Process process = new ProcessBuilder("sh", "-c", shell)
                    .directory(backup.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.onExit().join().exitValue(), output);
        } finally {
            Files.delete(options);
        }
    }

    /** How a command ended. */
    record Ended(int code, String output) {}
}
