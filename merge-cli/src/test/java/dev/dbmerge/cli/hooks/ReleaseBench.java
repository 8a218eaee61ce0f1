package dev.dbmerge.cli.hooks;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shipped hooks in a folder of their own, with settings, repositories and commands that a test gives them. */
final class ReleaseBench {
    static final Path SHIPPED = Path.of("hooks");

    private static final String SAMPLE = ".sample";

    final Path folder;
    final Map<String, String> environment = new HashMap<>();
    private final Path hooks;
    private final Path calls;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** What a hook printed, both streams together as dbmerge shows them, and how it ended. */
    record Said(int exitCode, List<String> lines) {
        String last() {
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }

        void yes() {
            assertEquals(0, exitCode, this::toString);
        }

        void no(String lastLine) {
            assertEquals(lastLine, last(), this::toString);
            assertEquals(1, exitCode, this::toString);
        }
    }

    ReleaseBench(Path folder) throws IOException {
        this.folder = folder;
        this.hooks = Files.createDirectory(folder.resolve("hooks"));
        this.calls = Files.createFile(folder.resolve("calls"));
        Files.createDirectory(folder.resolve("home"));
        Files.createDirectory(folder.resolve("tmp"));
        for (String name : names()) {
            Files.copy(SHIPPED.resolve(name + SAMPLE), hooks.resolve(name), COPY_ATTRIBUTES);
        }
        Files.createDirectory(hooks.resolve("lib"));
        Files.copy(SHIPPED.resolve("lib/release.sh"), hooks.resolve("lib/release.sh"));
        Files.writeString(
                folder.resolve("home/.gitconfig"),
                "[user]\n  name = release\n  email = release@example.org\n[init]\n  defaultBranch = master\n");
        set("RELEASE", "7");
        set("APPLICATIONS", "");
        set("DEPLOY", "");
    }

    /** Gives the names that the shipped hooks have once they are taken into use. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SAMPLE))
                    .map(name -> name.substring(0, name.length() - SAMPLE.length()))
                    .sorted()
                    .toList();
        }
    }

    ReleaseBench set(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Makes the repositories of an application that is tagged, moved and deployed. */
    Repository repository(String application) throws IOException {
        Repository repository = new Repository(this, application);
        set("APPLICATIONS", (settings.get("APPLICATIONS") + " " + application).strip());
        set("DEPLOY", settings.get("APPLICATIONS"));
        set(application + "_CLONE", repository.ours().toString());
        set(application + "_STAGING_BRANCH", "staging");
        set(application + "_PRODUCTION_BRANCH", "production");
        return repository;
    }

    /** Puts a script in the place of a command; every call of it is noted before the script's body runs. */
    ReleaseBench command(String setting, String body) throws IOException {
        String name = setting.toLowerCase(Locale.ROOT);
        Path script = Files.createDirectories(folder.resolve("commands")).resolve(name);
        Files.writeString(script, "#!/bin/sh\necho \"" + name + " $*\" >> '" + calls + "'\n" + body + "\n");
        assertTrue(script.toFile().setExecutable(true));
        return set(setting, script.toString());
    }

    List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }

    Said run(String hook, String... options) throws IOException {
        Files.writeString(
                hooks.resolve("lib/release.conf"),
                settings.entrySet().stream()
                        .map(setting ->
                                setting.getKey() + "='" + setting.getValue().replace("'", "'\\''") + "'\n")
                        .collect(Collectors.joining()));
        return bare(hook, options);
    }

    /** Runs a hook without having written settings. */
    Said bare(String hook, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(hooks.resolve(hook).toString()));
        command.addAll(List.of(options));
        return start(hooks, command);
    }

    /** Runs git, which has to go well, and gives what it printed. */
    String git(Path place, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Said said = start(place, command);
        said.yes();
        return String.join("\n", said.lines());
    }

    private Said start(Path place, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("TMPDIR", folder.resolve("tmp").toString());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Said(process.onExit().join().exitValue(), lines);
    }

    /** Tells what a hook left in the folder for temporary files. */
    List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.toList();
        }
    }
}
