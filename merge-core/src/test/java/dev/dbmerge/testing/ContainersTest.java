package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ContainersTest {
    @Test
    void namesTheArtifactWhereTestcontainersIsNotOnTheClassPath() throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("testcontainers"))
                .collect(Collectors.joining(File.pathSeparator));
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        EmbeddedServerMain.class.getName(),
                        "container")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        String said = new String(java.getInputStream().readAllBytes()).strip();

        assertEquals(
                "The server mysql:9.7 needs Testcontainers, which is not on the class path. Add"
                        + " org.testcontainers:testcontainers:2.0.5, or use mariadb:11.4 or mysql:8.0, which are"
                        + " embedded. [E307]",
                said);
    }

    @Test
    void saysThatNoEngineRuns() {
        MergeException error =
                assertThrows(MergeException.class, () -> ContainerServer.start("mysql:9.7", () -> false));

        assertEquals(
                "The server mysql:9.7 cannot be started in a container, no Docker engine answers. Start one, point"
                        + " DOCKER_HOST at one, or use mariadb:11.4 or mysql:8.0, which are embedded. [E307]",
                error.getMessage());
        assertEquals(ErrorCode.EMBEDDED_SERVER, error.code());
    }
}
