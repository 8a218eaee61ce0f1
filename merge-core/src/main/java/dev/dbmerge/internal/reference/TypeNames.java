package dev.dbmerge.internal.reference;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** Reads which names of classes a column {@code <x>_type} holds. */
public final class TypeNames {
    /** A column with more names of classes than this holds something else. */
    private static final int MOST = 200;

    private TypeNames() {}

    /** Gives the query that {@link #read} asks. */
    public static String query(String rows, Column column) {
        String name = Names.quote("c", column.name());
        return "SELECT DISTINCT CONVERT(" + name + " USING utf8mb4) FROM " + rows + " AS c WHERE " + name
                + " IS NOT NULL LIMIT " + MOST;
    }

    /**
     * Reads the different values.
     *
     * @param rows a table's name or a SELECT in parentheses
     */
    public static Set<String> read(Session session, String rows, Column column) {
        String doing = "read the types in " + column.name();
        String query = query(rows, column);
        Set<String> types = new TreeSet<>();
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    types.add(new String(found.getBytes(1), java.nio.charset.StandardCharsets.UTF_8));
                }
            }
            return types;
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }
}
