package dev.dbmerge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Decides how much of what the library logs is shown on err; {@code logback.xml} decides the rest. */
final class Logging {
    private Logging() {}

    /**
     * Sets the level of dbmerge's own loggers.
     *
     * @param verbosity 0 warnings, 1 what is done, 2 every detail
     */
    static void level(int verbosity) {
        Level level = verbosity == 0 ? Level.WARN : verbosity == 1 ? Level.INFO : Level.DEBUG;
        if (verbosity > 0 && LoggerFactory.getLogger("dev.dbmerge") instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
