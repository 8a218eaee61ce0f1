package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.SpecException;
import dev.dbmerge.error.SpecProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what ended a command: one message on err, and with {@code --json} the same as data. */
final class Failure {
    private final Output err;
    private final int verbosity;

    Failure(Output err, int verbosity) {
        this.err = err;
        this.verbosity = verbosity;
    }

    /** Prints what is known about an exception; the trace only with {@code -vv}. */
    void print(Throwable e) {
        String prefix = err.paint(Output.Paint.BAD, "dbmerge:") + " ";
        err.line(prefix + message(known(e)));
        if (verbosity > 1) {
            e.printStackTrace(err.stream());
        }
    }

    /** Gives an exception as a JSON document. */
    static String json(Throwable e) {
        MergeException known = known(e);
        List<Map<String, Object>> errors = known instanceof SpecException spec
                ? spec.problems().stream().map(Failure::entry).toList()
                : List.of(entry(known));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", "dbmerge-error/1");
        document.put("exit", known.code().exitCode());
        document.put("errors", errors);
        return Json.of(document);
    }

    /** Gives the exit code that an exception stands for. */
    static int exitCode(Throwable e) {
        return known(e).code().exitCode();
    }

    /** Mistakes of a spec stand on lines of their own, each with its place in front. */
    private static String message(MergeException e) {
        if (e instanceof SpecException spec && spec.problems().size() > 1) {
            return "The spec has " + spec.problems().size() + " mistakes.\n" + spec.getMessage();
        }
        return e.getMessage();
    }

    /** Gives the exception, or one that says what dbmerge does not know. */
    static MergeException known(Throwable e) {
        if (e instanceof MergeException known) {
            return known;
        }
        String said = e.getMessage() == null ? "" : ": " + e.getMessage();
        return new MergeException(
                ErrorCode.UNEXPECTED,
                "dbmerge met what it does not know (" + e.getClass().getSimpleName() + said + ").",
                "Run it again with -vv for the whole trace, and report that.",
                e);
    }

    private static Map<String, Object> entry(MergeException e) {
        return entry(e.code(), e.problem(), e.remedy(), e.position().map(Object::toString));
    }

    private static Map<String, Object> entry(SpecProblem problem) {
        return entry(
                problem.code(),
                problem.problem(),
                problem.remedy(),
                Optional.of(problem.position().toString()));
    }

    private static Map<String, Object> entry(ErrorCode code, String problem, String remedy, Optional<String> position) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code.toString());
        error.put("problem", problem);
        error.put("remedy", remedy);
        position.ifPresent(place -> error.put("position", place));
        return error;
    }
}
