package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the compiled classes by the JDK's own tools and holds them to the order of the packages. */
class LayerTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String ROOT = "dev.dbmerge";

    /** A package sees those above it. */
    private static final List<String> LAYERS = List.of(
            "dev.dbmerge.error",
            "dev.dbmerge.internal.sql",
            "dev.dbmerge.internal.yaml",
            "dev.dbmerge.spec",
            "dev.dbmerge.plan",
            "dev.dbmerge.report",
            "dev.dbmerge.event",
            "dev.dbmerge.internal.server",
            "dev.dbmerge.internal.schema",
            "dev.dbmerge.internal.capture",
            "dev.dbmerge.internal.dump",
            "dev.dbmerge.internal.mapping",
            "dev.dbmerge.internal.ledger",
            "dev.dbmerge.internal.hash",
            "dev.dbmerge.internal.content",
            "dev.dbmerge.internal.journal",
            "dev.dbmerge.internal.survey",
            "dev.dbmerge.internal.reference",
            "dev.dbmerge.internal.planner",
            "dev.dbmerge.internal.doctor",
            "dev.dbmerge.internal.copy",
            "dev.dbmerge.internal.overlay",
            "dev.dbmerge.internal.fixes",
            "dev.dbmerge.internal.cleanup",
            "dev.dbmerge.internal.verify",
            "dev.dbmerge.internal.catchup",
            "dev.dbmerge.internal.backup",
            "dev.dbmerge.internal.promote",
            "dev.dbmerge.internal.rollback",
            "dev.dbmerge.internal.run",
            "dev.dbmerge.internal.status",
            "dev.dbmerge.internal.draft",
            "dev.dbmerge.internal.release",
            "dev.dbmerge",
            "dev.dbmerge.internal.cases",
            "dev.dbmerge.internal.testbed",
            "dev.dbmerge.internal.mutation",
            "dev.dbmerge.testing");

    private static final Pattern ARROW = Pattern.compile("^\\s+(\\S+)\\s+-> (\\S+)\\s.*$");
    private static final Pattern CONSOLE = Pattern.compile(
            "java/lang/System\\.(?:out|err|in):|java/lang/(?:System|Runtime)\\.(?:exit|halt):|\\.printStackTrace:\\(\\)");

    private record Use(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    @BeforeAll
    static void theClassesAreCompiled() {
        assertTrue(Files.isDirectory(CLASSES.resolve("dev/dbmerge")), CLASSES.toAbsolutePath() + " holds no classes");
    }

    @Test
    void aPackageImportsOnlyFromPackagesAboveIt() {
        List<Use> uses = jdeps("-verbose:package");

        List<Use> upward = uses.stream()
                .filter(use -> isOurs(use.to()))
                .filter(use -> LAYERS.indexOf(use.to()) > LAYERS.indexOf(use.from()))
                .toList();

        assertFalse(uses.isEmpty(), "jdeps printed nothing that this test can read");
        assertEquals(List.of(), upward);
    }

    @Test
    void everyPackageHasItsLayer() {
        Set<String> homeless = new TreeSet<>();
        for (Path file : classFiles()) {
            homeless.add(CLASSES.relativize(file.getParent())
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "."));
        }

        homeless.removeAll(LAYERS);

        assertEquals(Set.of(), homeless);
    }

    @Test
    void theFacadeIsAloneInItsPackage() {
        Set<String> types = classFiles().stream()
                .filter(file -> file.getParent().equals(CLASSES.resolve("dev/dbmerge")))
                .map(file -> file.getFileName().toString().replaceFirst("(\\$.*)?\\.class$", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of("Merger"), types);
    }

    @Test
    void theApiShowsTypesOfTheJdkAndItsOwnAlone() {
        List<Use> shown = jdeps("-verbose:class", "--api-only").stream()
                .filter(use -> !use.from().startsWith("dev.dbmerge.internal."))
                .toList();

        List<Use> foreign =
                shown.stream().filter(Predicate.not(LayerTest::mayBeShown)).toList();

        assertFalse(shown.isEmpty(), "jdeps printed nothing that this test can read");
        assertEquals(List.of(), foreign);
    }

    @Test
    void theLibraryLeavesConsoleAndProcessToItsCaller() {
        List<String> arguments = new ArrayList<>(List.of("-c", "-p"));
        classFiles().forEach(file -> arguments.add(file.toString()));

        Set<String> uses = new TreeSet<>();
        String type = "";
        for (String line : run("javap", arguments).lines().toList()) {
            if (line.startsWith("Compiled from")) {
                type = line;
            } else if (CONSOLE.matcher(line).find()) {
                uses.add(type + line.substring(line.indexOf("//") + 2));
            }
        }

        assertEquals(Set.of(), uses);
    }

    private static boolean isOurs(String name) {
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    private static boolean mayBeShown(Use use) {
        boolean ours = isOurs(use.to()) && !use.to().startsWith("dev.dbmerge.internal.");
        boolean jdk = use.to().startsWith("java.") || use.to().startsWith("javax.sql.");
        boolean junit =
                use.from().startsWith("dev.dbmerge.testing.") && use.to().startsWith("org.junit.jupiter.api.");
        return ours || jdk || junit;
    }

    private static List<Path> classFiles() {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("dev"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(CLASSES.toAbsolutePath() + " cannot be read", e);
        }
    }

    private static List<Use> jdeps(String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(
                List.of("-filter:none", "--multi-release", "base", "--ignore-missing-deps", CLASSES.toString()));
        return run("jdeps", arguments)
                .lines()
                .map(ARROW::matcher)
                .filter(Matcher::matches)
                .map(arrow -> new Use(arrow.group(1), arrow.group(2)))
                .toList();
    }

    private static String run(String name, List<String> arguments) {
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow(() -> new AssertionError("a JDK has " + name));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = tool.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
        assertEquals(0, exit, () -> name + " said: " + out + err);
        return out.toString();
    }
}
