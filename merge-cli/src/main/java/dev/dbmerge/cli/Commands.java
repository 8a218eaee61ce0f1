package dev.dbmerge.cli;

import java.util.List;

/** Lists what dbmerge can do, in the order of the help. */
final class Commands {
    private Commands() {}

    static List<Command> all(Interruption interruption) {
        return List.of();
    }
}
