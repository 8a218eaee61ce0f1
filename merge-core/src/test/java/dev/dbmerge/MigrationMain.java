package dev.dbmerge;

import java.io.File;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mindrot.jbcrypt.BCrypt;

/**
 * Migrates as an application does: connects to where {@code DATABASE_URL} says, with the account that stands there.
 *
 * <p>{@code sql FILE} runs a file's statements; {@code bcrypt} does what ETEngine's move to Devise did; {@code fail} prints the URL and
 * ends with 3.
 */
final class MigrationMain {
    private static final Pattern URL = Pattern.compile("mysql2://([^:@/]*)(?::([^:@/]*))?@([^:/@]+):(\\d+)/([^/?]+)");

    private MigrationMain() {}

    /** Gives the line of a shell script that runs this with these arguments. */
    static String command(String arguments) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '" + classPath + "' "
                + MigrationMain.class.getName() + " " + arguments;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("fail")) {
            System.out.println("could not migrate " + System.getenv("DATABASE_URL"));
            System.exit(3);
        }
        try (Connection connection = connect()) {
            switch (arguments[0]) {
                case "sql" -> sql(connection, Files.readString(Path.of(arguments[1])));
                case "bcrypt" -> bcrypt(connection);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            System.out.println("migrated " + connection.getCatalog());
        }
    }

    private static Connection connect() throws SQLException {
        Matcher url = URL.matcher(System.getenv("DATABASE_URL"));
        if (!url.matches()) {
            throw new IllegalArgumentException("no URL of an application");
        }
        String jdbc = System.getenv("DBMERGE_HOOK_SCRATCH_URL");
        String schema = System.getenv("DBMERGE_HOOK_SCRATCH_SCHEMA");
        if (!decoded(url.group(5)).equals(schema)
                || !jdbc.contains("/" + schema)
                || !jdbc.contains(":" + url.group(4))) {
            throw new IllegalArgumentException("three variables, two places");
        }
        Properties account = new Properties();
        account.setProperty("user", decoded(url.group(1)));
        account.setProperty("password", url.group(2) == null ? "" : decoded(url.group(2)));
        return DriverManager.getConnection(jdbc, account);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void sql(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : text.strip().split(";\n?")) {
                statement.execute(sql);
            }
        }
    }

    private static void bcrypt(Connection connection) throws SQLException {
        Map<Integer, String> digests = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE users ADD old_crypted_password VARCHAR(255)");
            try (ResultSet rows = statement.executeQuery("SELECT id, crypted_password FROM users")) {
                while (rows.next()) {
                    digests.put(rows.getInt(1), BCrypt.hashpw(rows.getString(2), BCrypt.gensalt(4)));
                }
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE users SET old_crypted_password = ? WHERE id = ?")) {
            for (Map.Entry<Integer, String> digest : digests.entrySet()) {
                update.setString(1, digest.getValue());
                update.setInt(2, digest.getKey());
                update.executeUpdate();
            }
        }
        sql(connection, "ALTER TABLE users DROP crypted_password");
    }
}
