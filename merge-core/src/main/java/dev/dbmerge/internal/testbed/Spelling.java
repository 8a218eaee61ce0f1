package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spells a value of a case as the server would hold it in a column, to be compared with what {@link RowReader} reads. */
final class Spelling {
    private static final Set<String> UNICODE = Set.of("utf8", "utf8mb3", "utf8mb4");
    private static final Pattern LENGTH = Pattern.compile("varchar\\((\\d+)\\)");

    private final Session session;
    private final String schema;
    private final String use;
    private final Map<Column, String> made = new HashMap<>();

    /**
     * Makes it.
     *
     * @param use tells its temporary tables from those of another spelling in the same session
     */
    Spelling(Session session, String schema, String use) {
        this.session = session;
        this.schema = schema;
        this.use = use;
    }

    /**
     * Spells one value; what is not plain is stored in a temporary table, so no transaction may be open on a server with GTIDs.
     *
     * @throws BrokenCaseException when the column cannot hold it
     */
    String of(Table table, Column column, Cell cell, CellValues values) {
        SqlValue value = values.of(column, cell);
        if (value.isNull()) {
            return "NULL";
        }
        if (ColumnType.of(column) == ColumnType.INTEGER && value.normal().matches("\\d{1,2}") && !zerofilled(column)) {
            return value.normal();
        }
        return plainText(column, value) ? value.sql() : stored(table, column, cell, value);
    }

    private static boolean zerofilled(Column column) {
        return column.type().contains("zerofill");
    }

    private static boolean plainText(Column column, SqlValue value) {
        if (ColumnType.of(column) != ColumnType.TEXT
                || !UNICODE.contains(column.charset().orElse(""))) {
            return false;
        }
        Matcher length = LENGTH.matcher(column.type());
        boolean ascii = value.sql().chars().allMatch(c -> c < 0x80);
        return ascii && length.matches() && value.sql().length() - 2 <= Integer.parseInt(length.group(1));
    }

    private String stored(Table table, Column column, Cell cell, SqlValue value) {
        String scratch = made.computeIfAbsent(column, this::make);
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("DELETE FROM " + scratch);
            statement.execute("INSERT INTO " + scratch + " VALUES (" + value.sql() + ")");
        } catch (SQLException e) {
            MergeException failure = session.failure("store an expected value", e);
            if (failure.code() != ErrorCode.STEP) {
                throw failure;
            }
            String reason =
                    e.getMessage().replaceFirst("^Data truncation: ", "").replaceFirst(" at row 1$", "");
            throw new BrokenCaseException(
                    cell.at(),
                    table.name() + "." + column.name() + " (" + column.type() + ") can never hold this value: " + reason
                            + ". Mend it.");
        }
        return new RowReader(session)
                .values(
                        "read an expected value",
                        "SELECT " + RowReader.list(List.of(column)) + " FROM " + scratch,
                        List.of(column))
                .get(0)
                .get(0);
    }

    private String make(Column column) {
        String name = Names.quote(schema, "_dbmerge_spelling_" + use + "_" + made.size());
        String charset = column.charset().map(set -> " CHARACTER SET " + set).orElse("");
        String collation = column.collation().map(text -> " COLLATE " + text).orElse("");
        session.execute(
                "make a place for expected values",
                "CREATE TEMPORARY TABLE " + name + " (" + Names.quote(column.name()) + " " + column.type() + charset
                        + collation + " NULL)");
        return name;
    }
}
