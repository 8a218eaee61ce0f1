package dev.dbmerge.cli;

import dev.dbmerge.event.DumpProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far the loading of a dump is: when it begins, every ten seconds, and when it ends. */
final class DumpLines implements Consumer<DumpProgress> {
    private static final long BETWEEN = 10_000_000_000L;

    private final Output out;
    private long begun;
    private long lastLine;

    DumpLines(Output out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(DumpProgress progress) {
        long now = System.nanoTime();
        String dump = progress.role() + "'s dump " + progress.dump().getFileName();
        switch (progress.state()) {
            case BEGUN -> {
                begun = now;
                lastLine = now;
                out.line("loading " + dump + " (" + size(progress.ofBytes()) + ") into " + progress.into());
            }
            case GOES_ON -> {
                if (now - lastLine >= BETWEEN) {
                    lastLine = now;
                    out.line("loading " + dump + ": " + percent(progress) + " %, "
                            + Words.count(progress.rows(), "row"));
                }
            }
            case LOADED ->
                out.line("loaded " + dump + ": " + Words.count(progress.rows(), "row") + " in "
                        + Words.time(Duration.ofNanos(now - begun)));
            case WAS_THERE -> out.line(dump + " is loaded already, in " + progress.into());
        }
    }

    private static long percent(DumpProgress progress) {
        return progress.ofBytes() == 0 ? 100 : progress.bytes() * 100 / progress.ofBytes();
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
