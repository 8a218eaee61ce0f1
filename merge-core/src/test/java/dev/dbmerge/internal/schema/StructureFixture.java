package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the structures of {@code resources/structure} on a server and builds them anew elsewhere. */
public final class StructureFixture {
    private StructureFixture() {}

    /** Gives the files that a server takes. */
    public static List<String> files(TestServer server) {
        List<String> files = new ArrayList<>(List.of("tables"));
        int major = Integer.parseInt(server.product().replaceAll("^\\w+ (\\d+).*", "$1"));
        if (server.isMariaDb()) {
            files.addAll(List.of("mariadb", "mariadb-plain"));
        } else if (major >= 8) {
            files.add("mysql-8");
            if (major >= 9) {
                files.addAll(List.of("mysql-9", "mysql-9-plain"));
            }
        }
        return files;
    }

    /** Gives the files of one server whose structures another one can hold. */
    static List<String> commonFiles(TestServer source, TestServer other) {
        List<String> files = new ArrayList<>(files(source));
        files.removeIf(file -> file.equals("mariadb") && !other.isMariaDb());
        boolean modern = other.isMariaDb() || files(other).contains("mysql-9");
        files.removeIf(file -> file.endsWith("-plain") && !modern);
        files.removeIf(file -> file.equals("mysql-9") && !files(other).contains("mysql-9"));
        return files;
    }

    /** Runs the files in a new schema and gives its name. */
    public static String load(TestServer server, String stem, List<String> files) throws SQLException {
        String schema = server.schema(stem);
        load(server, files, schema);
        return schema;
    }

    /** Runs the files in a schema that there is. */
    public static void load(TestServer server, List<String> files, String schema) throws SQLException {
        server.run("ALTER DATABASE `" + schema + "` COLLATE utf8mb4_unicode_ci");
        try (Connection connection = server.root(schema);
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = ''");
            for (String file : files) {
                for (String sql : text(file).split("(?m)^//$")) {
                    statement.execute(sql.replace("${schema}", schema));
                }
            }
        }
    }

    static Server server(TestServer server, String role, String schema) {
        return new Server(role, purpose -> server.root(), schema);
    }

    static Schema read(TestServer server, String schema) {
        try (Server opened = server(server, "staging", schema);
                Session session = opened.open()) {
            return SchemaReader.read(session, schema);
        }
    }

    /** Builds the tables of a schema in an empty one; gives what was lost. */
    static List<String> buildTables(Session session, Schema schema, String target) {
        Collations collations = Collations.of(session);
        List<TableDdl> tables = schema.tables().values().stream()
                .map(table -> new TableDdl(table, target, collations))
                .toList();
        List<String> losses = new ArrayList<>();
        if (session.server().version().product() == Product.MARIADB) {
            schema.sequences().values().forEach(one -> session.execute("create a sequence", one.create(target)));
        }
        for (TableDdl table : tables) {
            session.execute("create a table", table.create(OptionalLong.empty()));
            table.addKeys().forEach(sql -> session.execute("add keys", sql));
            losses.addAll(table.losses());
        }
        tables.forEach(table -> table.addForeignKeys().forEach(sql -> session.execute("add foreign keys", sql)));
        return losses;
    }

    /** Gives what only one of two sets holds, a line each. */
    static String difference(Set<String> before, Set<String> after) {
        Stream<String> lost =
                before.stream().filter(text -> !after.contains(text)).map(text -> "- " + text);
        Stream<String> found =
                after.stream().filter(text -> !before.contains(text)).map(text -> "+ " + text);
        return Stream.concat(lost, found).collect(Collectors.joining("\n"));
    }

    private static String text(String file) {
        try (InputStream stream = StructureFixture.class.getResourceAsStream("/structure/" + file + ".sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
