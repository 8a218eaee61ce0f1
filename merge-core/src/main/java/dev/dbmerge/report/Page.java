package dev.dbmerge.report;

import java.util.List;

/** Collects lines, with an empty one before each section that has any. */
final class Page {
    private final StringBuilder text = new StringBuilder();
    private final Ink ink;

    Page(Ink ink) {
        this.ink = ink;
    }

    void line(String line) {
        text.append(line).append('\n');
    }

    /** Adds the lines under a heading; an empty heading is left out, and so is a section without lines. */
    void section(String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        text.append('\n');
        if (!heading.isEmpty()) {
            line("  " + ink.heading(heading));
        }
        lines.forEach(this::line);
    }

    String text() {
        return text.toString();
    }
}
