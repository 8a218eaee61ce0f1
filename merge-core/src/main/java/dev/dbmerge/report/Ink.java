package dev.dbmerge.report;

/** Whether text for people has colours. */
public enum Ink {
    /** Text alone, for files and pipes. */
    PLAIN,
    /** With ANSI colour sequences, for terminals. */
    ANSI;

    String heading(String text) {
        return in("1", text);
    }

    String good(String text) {
        return in("32", text);
    }

    String warning(String text) {
        return in("33", text);
    }

    String bad(String text) {
        return in("1;31", text);
    }

    String faint(String text) {
        return in("2", text);
    }

    private String in(String colour, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001B[" + colour + "m" + text + "\u001B[0m";
    }
}
