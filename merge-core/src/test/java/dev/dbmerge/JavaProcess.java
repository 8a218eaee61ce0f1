package dev.dbmerge;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts a class of the tests as a process of its own, to be killed. */
final class JavaProcess {
    private JavaProcess() {}

    /**
     * Starts it with the class path of this process and the fixture's passwords.
     *
     * @param options those of Java
     */
    static Process start(MergeFixture fixture, Class<?> main, List<String> options, List<String> arguments)
            throws IOException {
        fixture.spec();
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(fixture.passwords());
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
