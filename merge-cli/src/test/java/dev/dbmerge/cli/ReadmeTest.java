package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README against the code. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theSpecOfTheReadmeIsAGoodOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("merge.yml"), block("yaml"));
        Files.createDirectory(folder.resolve("cleanup"));
        Files.writeString(folder.resolve("cleanup/010-carts.sql"), "DELETE FROM carts");

        MergeSpec spec = SpecLoader.load(file, Map.of("STAGING_PASSWORD", "s", "PRODUCTION_PASSWORD", "p"));

        assertEquals("shop_new", spec.target().schema());
        assertEquals(List.of("users", "orders"), List.copyOf(spec.overlay().keySet()));
    }

    @Test
    void theJavaOfTheReadmeCompiles(@TempDir Path folder) throws IOException {
        String source = "import dev.dbmerge.*;\nimport dev.dbmerge.plan.*;\nimport dev.dbmerge.report.*;\n"
                + "import dev.dbmerge.spec.*;\nimport java.nio.file.*;\nclass Sample {\nvoid sample() {\n"
                + block("java")
                + "}\n}\n";
        Path file = Files.writeString(folder.resolve("Sample.java"), source);
        StringWriter said = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);

        boolean compiled = compiler.getTask(
                        said,
                        files,
                        null,
                        List.of("-d", folder.toString(), "-classpath", System.getProperty("java.class.path")),
                        null,
                        files.getJavaFileObjects(file))
                .call();

        assertTrue(compiled, said.toString());
    }

    @Test
    void everyCommandOfTheReadmeExists() throws IOException {
        List<String> named = Pattern.compile("(?s)```sh\n(.*?)```")
                .matcher(readme())
                .results()
                .flatMap(shell -> Pattern.compile("(?m)^(?:merge-cli/bin/)?dbmerge ([a-z]+)")
                        .matcher(shell.group(1))
                        .results())
                .map(match -> match.group(1))
                .toList();

        List<String> known = Commands.all(
                        OpenMerge::open,
                        OpenRuleTests::start,
                        new Interruption(new Output(System.err, Output.Reader.FILE)))
                .stream()
                .map(Command::name)
                .toList();

        assertEquals(
                List.of(
                        "init",
                        "validate",
                        "doctor",
                        "plan",
                        "run",
                        "verify",
                        "promote",
                        "rollback",
                        "recover",
                        "status",
                        "test",
                        "demo"),
                known);
        assertTrue(named.size() >= 4 && known.containsAll(named), named.toString());
    }

    @Test
    void everyOptionOfATestExists() throws IOException {
        Command test =
                new TestCommand(OpenRuleTests::start, new Interruption(new Output(System.err, Output.Reader.FILE)));
        List<String> known =
                ArgumentParser.flags(test).stream().map(Flag::toString).toList();

        List<String> named = (readme() + Files.readString(ROOT.resolve("merge-core/docs/ci.md")))
                .lines()
                .filter(line -> line.contains("dbmerge test "))
                .flatMap(line -> Pattern.compile("--[a-z-]+").matcher(line).results())
                .map(MatchResult::group)
                .toList();

        assertTrue(named.size() >= 5 && known.containsAll(named), named.toString());
    }

    @Test
    void everyLinkOfTheReadmeLeadsToAFile() throws IOException {
        List<String> links = Pattern.compile("\\]\\(([^)#]+)\\)")
                .matcher(readme())
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(link -> !link.startsWith("http"))
                .toList();

        assertEquals(
                List.of(),
                links.stream().filter(link -> !Files.exists(ROOT.resolve(link))).toList());
    }

    private static String block(String language) throws IOException {
        var matcher = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(readme());
        assertTrue(matcher.find(), "the README has no " + language + " block");
        return matcher.group(1);
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
