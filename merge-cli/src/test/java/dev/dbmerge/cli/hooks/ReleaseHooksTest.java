package dev.dbmerge.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every shipped hook. */
class ReleaseHooksTest {
    @TempDir
    private Path folder;

    static List<String> names() throws IOException {
        return ReleaseBench.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void tellsWhatItDoesWithoutSettings(String hook) throws IOException {
        ReleaseBench.Said said = new ReleaseBench(folder).bare(hook, "--help");

        said.yes();
        assertEquals(hook + " [--dry-run | --help]", said.lines().get(0));
        assertTrue(said.lines().size() >= 4, said::toString);
        assertTrue(said.lines().stream().anyMatch(line -> line.contains("Settings: lib/release.conf")), said::toString);
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesAnOptionThatItDoesNotKnow(String hook) throws IOException {
        new ReleaseBench(folder).bare(hook, "--dry").no("--dry is no option of this hook; --help tells what it takes.");
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysNoWithoutSettings(String hook) throws IOException {
        ReleaseBench.Said said = new ReleaseBench(folder).bare(hook);

        assertTrue(said.last().startsWith("There are no settings at "), said::toString);
        assertEquals(1, said.exitCode());
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysNoToAReleaseWithoutAName(String hook) throws IOException {
        ReleaseBench bench = new ReleaseBench(folder).set("RELEASE", "");

        ReleaseBench.Said said = bench.run(hook);

        assertTrue(said.last().startsWith("RELEASE in "), said::toString);
        assertEquals(1, said.exitCode());
    }

    @Test
    void theSettingsMayLieElsewhere() throws IOException {
        ReleaseBench bench = new ReleaseBench(folder);
        Path settings = Files.writeString(folder.resolve("mine.conf"), "RELEASE=8\nAPPLICATIONS=\nDEPLOY=\n");
        bench.environment.put("DBMERGE_RELEASE_CONF", settings.toString());

        bench.bare("after-promote-20-deploy").yes();
    }

    @Test
    void theSampleOfTheSettingsNamesEachSettingAndNothingElse() throws IOException {
        String scripts = scripts().stream()
                .map(script -> read(script).replaceAll("(?m)^ *#.*", ""))
                .collect(Collectors.joining());
        TreeSet<String> used = found("\\b(?:optional|needed|revision) (?:\"\\$\\w+\"|ET[EMS]) ([A-Z_]+)", scripts);
        used.addAll(found("\\$\\{?(?:ET[EMS]_)?([A-Z][A-Z_]+)", scripts));
        used.removeIf(name -> name.startsWith("DBMERGE_") || name.equals("ETSOURCE_REV"));
        // Names that the scripts put together.
        for (String place : List.of("BETA", "PRODUCTION")) {
            used.addAll(List.of(place + "_VERSION_URL", place + "_HOSTS"));
        }
        used.addAll(List.of("UNICORN_RESTART", "MEMCACHED_RESTART"));

        TreeSet<String> listed =
                found("(?m)^(?:ET[EMS]_)?([A-Z_]+)=", read(ReleaseBench.SHIPPED.resolve("lib/release.conf.sample")));

        assertEquals(used, listed);
    }

    @Test
    void theSampleOfTheSettingsIsReadAsItIs() throws IOException {
        ReleaseBench bench = new ReleaseBench(folder);
        bench.environment.put(
                "DBMERGE_RELEASE_CONF",
                ReleaseBench.SHIPPED
                        .resolve("lib/release.conf.sample")
                        .toAbsolutePath()
                        .toString());

        ReleaseBench.Said said = bench.bare("before-run-20-notice-on", "--dry-run");

        said.yes();
    }

    @Test
    void thePageOfTheHooksNamesEachOfThem() throws IOException {
        String page = read(ReleaseBench.SHIPPED.resolve("README.md"));

        assertEquals(new TreeSet<>(names()), found("`((?:before|after|on)-[a-z]+-\\d\\d-[a-z-]+)` \\|", page));
    }

    @Test
    void noScriptHasAFaultThatShellcheckKnows() throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "shellcheck"))),
                "shellcheck is not installed");
        List<String> command = new ArrayList<>(List.of("shellcheck"));
        scripts().forEach(script -> command.add(script.toString()));

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertEquals("", new String(process.getInputStream().readAllBytes()));
        assertEquals(0, process.onExit().join().exitValue());
    }

    @Test
    void failuresAreToldByMail() throws IOException {
        ReleaseBench bench = new ReleaseBench(folder).set("TELL", "release@example.org");
        bench.command("MAIL", "cat > '" + folder.resolve("mail") + "'");
        bench.environment.put("DBMERGE_HOOK_NAME", "etm");
        bench.environment.put("DBMERGE_HOOK_ERROR", "Step overlay:users stopped. [E500]");

        ReleaseBench.Said said = bench.run("on-failure-10-tell");

        said.yes();
        assertEquals("release@example.org was told", said.last());
        assertEquals(List.of("mail -s Merge of etm stopped release@example.org"), bench.calls());
        assertTrue(read(folder.resolve("mail")).contains("Step overlay:users stopped. [E500]"));
    }

    private static List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>(List.of(ReleaseBench.SHIPPED.resolve("lib/release.sh")));
        for (String name : names()) {
            scripts.add(ReleaseBench.SHIPPED.resolve(name + ".sample"));
        }
        return scripts;
    }

    private static TreeSet<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
