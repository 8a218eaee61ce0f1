package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Leaves out of an SQL mode what a server does not know. */
public final class SqlModes {
    private static final Set<String> MARIADB_ALONE = Set.of(
            "EMPTY_STRING_IS_NULL", "SIMULTANEOUS_ASSIGNMENT", "TIME_ROUND_FRACTIONAL", "IGNORE_BAD_TABLE_OPTIONS");
    /** Gone with MySQL 8.0. */
    private static final Set<String> OLD = Set.of(
            "NO_AUTO_CREATE_USER",
            "DB2",
            "MAXDB",
            "MSSQL",
            "MYSQL323",
            "MYSQL40",
            "ORACLE",
            "POSTGRESQL",
            "NO_FIELD_OPTIONS",
            "NO_KEY_OPTIONS",
            "NO_TABLE_OPTIONS");

    private SqlModes() {}

    public static String known(String sqlMode, ServerVersion version) {
        return Arrays.stream(sqlMode.split(","))
                .filter(mode -> !mode.isEmpty() && knows(version, mode))
                .collect(Collectors.joining(","));
    }

    private static boolean knows(ServerVersion version, String mode) {
        if (version.product() == Product.MARIADB) {
            return !mode.equals("TIME_TRUNCATE_FRACTIONAL");
        }
        if (mode.equals("TIME_TRUNCATE_FRACTIONAL")) {
            return version.mysqlAtLeast(8, 0, 0);
        }
        return !MARIADB_ALONE.contains(mode) && !(OLD.contains(mode) && version.mysqlAtLeast(8, 0, 0));
    }
}
