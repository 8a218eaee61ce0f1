package dev.dbmerge.cli;

import dev.dbmerge.report.TestGate;
import dev.dbmerge.spec.SpecLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code dbmerge test}: runs the cases of merge rules on a server to throw away. */
final class TestCommand implements Command {
    private final RuleTesting.Starter starter;
    private final Interruption interruption;

    TestCommand(RuleTesting.Starter starter, Interruption interruption) {
        this.starter = starter;
        this.interruption = interruption;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public String summary() {
        return "run the cases of the rules, and say which change none would notice";
    }

    @Override
    public String operands() {
        return "[paths]";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Runs the cases of cleanup rules, overlays and checks: rows before, and what is",
                "to become of them. Each runs by itself, on a throw-away server. Then changes",
                "each rule in one place at a time and says which change no case would notice.",
                "",
                "A path is a spec, a folder with a merge.yml, or cases of one, and then only",
                "these run; by default it is ./merge.yml. Staging and production are asked for",
                "their structure alone, and for nothing where the spec has test.structure.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.CONFIG,
                Flag.SERVER,
                Flag.MIN_COVERAGE,
                Flag.ALLOW_UNTESTED,
                Flag.SUGGEST,
                Flag.SAVE_STRUCTURE,
                Flag.JUNIT);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        TestGate gate = new TestGate(
                arguments.has(Flag.ALLOW_UNTESTED) ? TestGate.Untested.ALLOWED : TestGate.Untested.REFUSED,
                arguments.percent(Flag.MIN_COVERAGE));
        Optional<OutputFile> junit = file(arguments, "report", Flag.JUNIT);
        Optional<OutputFile> structure = file(arguments, "structure", Flag.SAVE_STRUCTURE);
        List<Path> paths = arguments.paths();
        List<TestPaths.Chosen> chosen = TestPaths.chosen(paths.isEmpty() ? List.of(arguments.spec()) : paths);
        TestServer server = new TestServer(starter, arguments.value(Flag.SERVER).orElse("mariadb:11.4"), interruption);
        if (structure.isPresent()) {
            return new StructureFile(chosen, structure.get(), arguments, console).save(server);
        }
        List<Testing.Part> parts = chosen.stream()
                .map(each -> new Testing.Part(SpecLoader.loadForTests(each.spec(), console.environment()), each.only()))
                .toList();
        return server.during(testing -> new Testing(testing, gate, junit, arguments, console).exitCode(parts));
    }

    private static Optional<OutputFile> file(Arguments arguments, String what, Flag flag) {
        Optional<OutputFile> file = arguments.path(flag).map(path -> new OutputFile(what, path, flag));
        file.ifPresent(OutputFile::check);
        return file;
    }
}
