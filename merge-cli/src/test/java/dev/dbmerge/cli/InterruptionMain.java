package dev.dbmerge.cli;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Waits to be interrupted, in a process of its own; {@code tidy} stops when it is asked to, {@code stubborn} does not. */
final class InterruptionMain {
    private InterruptionMain() {}

    public static void main(String[] manner) {
        Output err = new Output(System.err, Output.Reader.FILE);
        if (manner[0].equals("test")) {
            test(err);
        }
        Interruption interruption = new Interruption(err, Duration.ofSeconds(manner[0].equals("tidy") ? 60 : 1));
        CountDownLatch stop = new CountDownLatch(1);
        int exitCode = interruption.during(manner[0].equals("tidy") ? stop::countDown : () -> {}, () -> {
            System.out.println("ready");
            await(stop);
            err.line("said what is left");
            return 7;
        });
        interruption.mainIsDone();
        System.exit(exitCode);
    }

    /** Does what {@link TestCommand} does with its server, and ends. */
    private static void test(Output err) {
        Interruption interruption = new Interruption(err, Duration.ofSeconds(60));
        CountDownLatch stop = new CountDownLatch(1);
        RuleTesting testing = new RuleTesting() {
            @Override
            public Cases open(MergeSpec spec, List<Path> only) {
                System.out.println("ready");
                InterruptionMain.await(stop);
                throw new IllegalStateException("the server went away");
            }

            @Override
            public void interrupt() {
                stop.countDown();
            }

            @Override
            public void close() {
                err.line("closed");
            }
        };
        try {
            new TestServer(what -> testing, "mariadb:11.4", interruption).during(each -> {
                each.open(null, List.of());
                return 0;
            });
        } catch (MergeException e) {
            new Failure(err, 0).print(e);
        }
        interruption.mainIsDone();
        System.exit(1);
    }

    private static void await(CountDownLatch stop) {
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
