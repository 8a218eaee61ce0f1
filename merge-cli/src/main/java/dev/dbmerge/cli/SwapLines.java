package dev.dbmerge.cli;

import dev.dbmerge.event.MergeListener;
import java.time.Duration;

/** Tells what happens while tables are swapped, a line each. */
record SwapLines(Console console) implements MergeListener {
    @Override
    public void noted(String note) {
        console.err().line(note);
    }

    @Override
    public void hookPrinted(String hook, String line) {
        console.err().line(hook + ": " + line);
    }

    @Override
    public void hookFinished(String hook, Duration took) {
        console.err().line(hook + " took " + took.toMillis() + " ms");
    }
}
