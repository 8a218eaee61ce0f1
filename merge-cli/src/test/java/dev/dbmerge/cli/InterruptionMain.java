package dev.dbmerge.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Waits to be interrupted, in a process of its own; {@code tidy} stops when it is asked to, {@code stubborn} does not. */
final class InterruptionMain {
    private InterruptionMain() {}

    public static void main(String[] manner) {
        Output err = new Output(System.err, Output.Reader.FILE);
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

    private static void await(CountDownLatch stop) {
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
