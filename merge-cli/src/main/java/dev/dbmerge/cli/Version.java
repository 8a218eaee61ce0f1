package dev.dbmerge.cli;

import java.util.Optional;

/** Knows the version that was built. */
final class Version {
    private Version() {}

    /** Gives {@code dbmerge 0.1.0 (Java 17.0.15)}; classes outside of a jar have no number. */
    static String line() {
        String number = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
        return "dbmerge " + number + " (Java " + System.getProperty("java.version") + ")";
    }
}
