package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;

/** The server of one command, which ends with it, also by Ctrl-C. */
final class TestServer {
    private final RuleTesting.Starter starter;
    private final String what;
    private final Interruption interruption;
    private final AtomicReference<RuleTesting> open = new AtomicReference<>();

    TestServer(RuleTesting.Starter starter, String what, Interruption interruption) {
        this.starter = starter;
        this.what = what;
        this.interruption = interruption;
    }

    /** Does work on the server and gives its exit code. */
    int during(ToIntFunction<RuleTesting> work) {
        try {
            return interruption.during(this::stop, () -> {
                try (RuleTesting testing = starter.start(what)) {
                    open.set(testing);
                    return work.applyAsInt(testing);
                }
            });
        } catch (RuntimeException e) { // what a library throws whose server was stopped under it
            throw interruption.happened() ? interrupted(e) : e;
        }
    }

    private void stop() {
        RuleTesting testing = open.get();
        if (testing != null) {
            testing.interrupt();
        }
    }

    private static MergeException interrupted(RuntimeException cause) {
        return new MergeException(
                ErrorCode.INTERRUPTED,
                "The tests were interrupted.",
                "A server that was started for them is gone; run them again when you like.",
                cause);
    }
}
