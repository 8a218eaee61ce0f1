package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.util.Locale;

/**
 * The builds of servers that Maven Central holds: MariaDB 11.4 for three platforms, MySQL 8.0 for one.
 *
 * <p>The macOS build of MariaDB is linked against libraries of Homebrew's {@code mariadb@11.4}, and MySQL against
 * {@code libaio} and {@code libnuma}; the others need only what their platform has.
 */
enum Distribution {
    LINUX(
            new MariaDbRecipe("linux64", "linux", "bin/mariadbd"),
            "5c6dcab86a79b6cd6b8957ce48a66a97312150ee86fab8ae658495ab09841854"),
    MACOS(
            new MariaDbRecipe("macos-arm64", "osx", "bin/mariadbd"),
            "5628e691585552456ac4b26a2674b78c011a9638fa3e87c4c3a05b6841909b4b"),
    WINDOWS(
            new MariaDbRecipe("winx64", "winx64", "bin/mysqld.exe"),
            "a941b22d68ab235c889e34918aef22a27582c8e67dc0723f5867c78d1c3e8720"),
    MYSQL(new MySqlRecipe(), "a893e37643da168bab27c56878bede403d938ead1fc08b74bf85dad66be1f414");

    private final Recipe recipe;
    private final String sha256;

    Distribution(Recipe recipe, String sha256) {
        this.recipe = recipe;
        this.sha256 = sha256;
    }

    /** Gives the build of MariaDB for this machine. */
    static Distribution mariaDb() {
        return mariaDb(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** Gives the build of MariaDB for a machine described as Java's {@code os.name} and {@code os.arch} do. */
    static Distribution mariaDb(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux") && intel(processor)) {
            return LINUX;
        }
        if (name.startsWith("mac") && processor.equals("aarch64")) {
            return MACOS;
        }
        if (name.startsWith("windows") && intel(processor)) {
            return WINDOWS;
        }
        throw missing(LINUX, system, processor, "Linux on x86-64, macOS on ARM and Windows on x86-64");
    }

    /** Gives the build of MySQL for this machine. */
    static Distribution mySql() {
        return mySql(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** Gives the build of MySQL for a machine described as Java's {@code os.name} and {@code os.arch} do. */
    static Distribution mySql(String system, String processor) {
        if (!mySqlRunsOn(system, processor)) {
            throw missing(MYSQL, system, processor, "Linux on x86-64");
        }
        return MYSQL;
    }

    /** Tells whether there is a build of MySQL for a machine. */
    static boolean mySqlRunsOn(String system, String processor) {
        return system.toLowerCase(Locale.ROOT).startsWith("linux") && intel(processor);
    }

    private static boolean intel(String processor) {
        return processor.equals("amd64") || processor.equals("x86_64");
    }

    private static MergeException missing(Distribution other, String system, String processor, String platforms) {
        return new MergeException(
                ErrorCode.EMBEDDED_SERVER,
                "There is no embedded " + other.recipe.product() + " for " + system + " on " + processor + ", only for "
                        + platforms + ".",
                "Run this on one of these, or use a server of your own.");
    }

    Recipe recipe() {
        return recipe;
    }

    /** Gives the jar's SHA-256 in hexadecimal digits. */
    String sha256() {
        return sha256;
    }
}
