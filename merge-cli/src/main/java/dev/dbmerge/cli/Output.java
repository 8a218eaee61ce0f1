package dev.dbmerge.cli;

import dev.dbmerge.report.Ink;
import java.io.PrintStream;
import java.util.Objects;

/**
 * A stream of text and what is known about its reader.
 *
 * @param color whether {@link #paint} colors
 */
record Output(PrintStream stream, Reader reader, ColorChoice color) {
    /** Who reads. */
    enum Reader {
        /** A person, now: a line may be drawn over. */
        TERMINAL,
        /** A file, a pipe, a log. */
        FILE
    }

    /** Colors, by what they mean here. */
    enum Paint {
        PLAIN(""),
        BAD("31"),
        DOUBTFUL("33"),
        GOOD("32"),
        FAINT("2");

        private final String number;

        Paint(String number) {
            this.number = number;
        }
    }

    Output {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(color, "color");
    }

    Output(PrintStream stream, Reader reader) {
        this(stream, reader, ColorChoice.AUTO);
    }

    Output coloring(ColorChoice choice) {
        return new Output(stream, reader, choice);
    }

    /** Tells whether a person reads it now. */
    boolean terminal() {
        return reader == Reader.TERMINAL;
    }

    void line(String text) {
        stream.println(text);
    }

    /** Prints text that brings its own line ends. */
    void text(String text) {
        stream.print(text);
        stream.flush();
    }

    /** Gives the text in a color, or as it is where this output has none. */
    String paint(Paint paint, String text) {
        return ink() == Ink.ANSI && paint != Paint.PLAIN && !text.isEmpty()
                ? "\u001b[" + paint.number + "m" + text + "\u001b[0m"
                : text;
    }

    /** Tells whether text for this output has colors. */
    Ink ink() {
        boolean colored = color == ColorChoice.ALWAYS || color == ColorChoice.AUTO && terminal();
        return colored ? Ink.ANSI : Ink.PLAIN;
    }
}
