package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import dev.dbmerge.spec.TestInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Saves the structures of a spec's databases, so that its cases need neither of them. */
final class StructureFile {
    private final TestPaths.Chosen chosen;
    private final Path file;
    private final Console console;
    private final MergeSpec spec;

    /**
     * Makes it.
     *
     * @throws MergeException with {@link ErrorCode#USAGE} when more is asked for than one spec's structure
     */
    StructureFile(List<TestPaths.Chosen> chosen, OutputFile file, Arguments arguments, Console console) {
        if (chosen.size() > 1) {
            throw Usage.wrong(
                    "The option --save-structure was given " + chosen.size() + " specs.",
                    "Name one spec; each has a file of its own.");
        }
        if (!chosen.get(0).only().isEmpty() || arguments.has(Flag.SUGGEST)) {
            throw Usage.wrong(
                    "The option --save-structure runs no case.", "Name the spec alone, and leave out --suggest.");
        }
        this.chosen = chosen.get(0);
        this.file = file.path().toAbsolutePath().normalize();
        this.console = console;
        this.spec = spec(this.chosen.spec(), console.environment());
    }

    private static MergeSpec spec(Path file, Map<String, String> environment) {
        MergeSpec spec = SpecLoader.loadForTests(file, environment);
        return spec.test().saved().isEmpty() ? spec : unsaved(SpecLoader.load(file, environment));
    }

    /** What was saved before is not what is to be saved now. */
    private static MergeSpec unsaved(MergeSpec spec) {
        TestInputs inputs = spec.test();
        return spec.testedOn(new TestInputs(inputs.cases(), inputs.staging(), inputs.production(), Optional.empty()));
    }

    /** Writes the file whole or not at all, and says what to do with it. */
    int save(TestServer server) {
        Path written = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            server.during(testing -> {
                try (RuleTesting.Cases cases = testing.open(spec, List.of())) {
                    cases.saveStructure(written);
                }
                return 0;
            });
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw remove(written, unwritable(e));
        } catch (RuntimeException e) {
            throw remove(written, e);
        }
        Path folder = chosen.spec().toAbsolutePath().normalize().getParent();
        console.out().text("""
                The structures of %s's databases are in %s. Keep it beside the spec, and name it there:
                  test: { structure: %s }
                """.formatted(
                        spec.name(), file, folder.relativize(file).toString().replace('\\', '/')));
        return 0;
    }

    private MergeException unwritable(IOException cause) {
        return new MergeException(
                ErrorCode.REPORT_FILE,
                "The structure " + file + " cannot be written ("
                        + cause.getClass().getSimpleName() + ").",
                "Make room for it in a folder that this account may write.",
                cause);
    }

    private static RuntimeException remove(Path written, RuntimeException failure) {
        try {
            Files.deleteIfExists(written);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
