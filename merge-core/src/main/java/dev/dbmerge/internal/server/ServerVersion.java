package dev.dbmerge.internal.server;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's product and version, read from {@code SELECT VERSION()}.
 *
 * <p>The product decides, never the number alone: MySQL went from 9 to 26, and MariaDB's 10 and 11 are no later MySQL.
 */
public record ServerVersion(Product product, int major, int minor, int patch) {
    // MariaDB may put 5.5.5- before its own version, for old replicas.
    private static final Pattern NUMBERS = Pattern.compile("^(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    /**
     * Reads a version text such as {@code 10.11.6-MariaDB-log} or {@code 8.0.15}.
     *
     * @throws IllegalArgumentException when it begins with no number
     */
    public static ServerVersion parse(String text) {
        Product product = text.toLowerCase(Locale.ROOT).contains("mariadb") ? Product.MARIADB : Product.MYSQL;
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no version: " + text);
        }
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return new ServerVersion(
                product, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), patch);
    }

    /** Tells whether this is MySQL of at least this version. */
    public boolean mysqlAtLeast(int otherMajor, int otherMinor, int otherPatch) {
        return product == Product.MYSQL && atLeast(otherMajor, otherMinor, otherPatch);
    }

    /** Tells whether this is MariaDB of at least this version. */
    public boolean mariadbAtLeast(int otherMajor, int otherMinor, int otherPatch) {
        return product == Product.MARIADB && atLeast(otherMajor, otherMinor, otherPatch);
    }

    /** Tells whether dbmerge supports the server: MySQL from 5.7, MariaDB from 10.6. */
    public boolean supported() {
        return mysqlAtLeast(5, 7, 0) || mariadbAtLeast(10, 6, 0);
    }

    /** Tells whether WITH queries can be used: MySQL from 8.0, every MariaDB that is supported. */
    public boolean commonTableExpressions() {
        return product == Product.MARIADB || atLeast(8, 0, 0);
    }

    /** Tells whether rows can be numbered by ROW_NUMBER(): MySQL from 8.0.2, every MariaDB that is supported. */
    public boolean windowFunctions() {
        return product == Product.MARIADB || atLeast(8, 0, 2);
    }

    private boolean atLeast(int otherMajor, int otherMinor, int otherPatch) {
        if (major != otherMajor) {
            return major > otherMajor;
        }
        return minor != otherMinor ? minor > otherMinor : patch >= otherPatch;
    }

    /** Gives {@code MariaDB 11.4.5}. */
    @Override
    public String toString() {
        return product.title() + " " + major + "." + minor + "." + patch;
    }
}
