package dev.dbmerge.testing;

import dev.dbmerge.error.Position;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the line of a test that made the call. */
final class Caller {
    private static final Set<Class<?>> OURS =
            Set.of(Caller.class, CodeCase.class, CleanupCase.class, OverlayCase.class, CheckCase.class);
    private static final List<String> SOURCES =
            List.of("src/test/java", "src/test/kotlin", "src/test/groovy", "src/it/java", "src/integrationTest/java");

    /** What calls a method reference that a test gives, such as {@code assertAll(aCase::kept)}. */
    private static final Pattern BETWEEN = Pattern.compile("java\\.|jdk\\.|org\\.junit\\.");

    private Caller() {}

    /** Gives the source file where one of the usual folders below the working folder has it, else the class's package and its name. */
    static Position position() {
        List<StackFrame> callers = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> !OURS.contains(frame.getDeclaringClass()))
                        .toList());
        return callers.stream()
                .filter(frame -> !BETWEEN.matcher(frame.getClassName()).lookingAt())
                .findFirst()
                .map(Caller::position)
                .orElseGet(() -> position(callers.get(0)));
    }

    private static Position position(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        String name = frame.getFileName() == null ? type.getSimpleName() : frame.getFileName();
        Path file = Path.of(type.getPackageName().replace('.', '/')).resolve(name);
        Path source = SOURCES.stream()
                .map(folder -> Path.of(folder).resolve(file))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(file);
        return new Position(source, Math.max(1, frame.getLineNumber()), 1);
    }
}
