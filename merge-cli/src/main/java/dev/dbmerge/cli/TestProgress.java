package dev.dbmerge.cli;

import java.time.Duration;

/** Says on a terminal which case is at work, on a line that is drawn over and gone in the end; elsewhere nothing. */
final class TestProgress implements RuleTesting.Watcher, AutoCloseable {
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final int WIDTH = 79;
    private static final String ERASE = "\r\u001b[K";

    private final Output err;
    private final String spec;
    private boolean drawn;
    private long lastNanos;

    TestProgress(Output err, String spec) {
        this.err = err;
        this.spec = spec;
        began("its structure");
    }

    @Override
    public void began(String what) {
        long now = System.nanoTime();
        if (!err.terminal() || drawn && now - lastNanos < PAUSE_NANOS) {
            return;
        }
        lastNanos = now;
        drawn = true;
        String text = (spec + ": " + what).replaceAll("\\p{Cntrl}", " ");
        err.text(ERASE + text.substring(0, Math.min(WIDTH, text.length())));
    }

    @Override
    public void close() {
        if (drawn) {
            err.text(ERASE);
            drawn = false;
        }
    }
}
