package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Inserts the rows of a case, all of a table in one statement, and says of a refusal which value it was. */
final class RowWriter {
    private static final Pattern COLUMN = Pattern.compile("(?i)(?:column|field) '([^']+)'|column (`[^ ]+`)");

    private final Session session;
    private final String schema;

    RowWriter(Session session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    /** Gives the statements by table. */
    Map<Table, String> statements(List<MadeRow> rows) {
        Map<Table, List<MadeRow>> byTable = byTable(rows);
        Map<Table, String> statements = new LinkedHashMap<>();
        byTable.forEach((table, list) -> statements.put(table, insert(table, list)));
        return statements;
    }

    /**
     * Inserts rows; foreign keys must not be watched.
     *
     * @param statements what {@link #statements} made of the rows
     * @throws BrokenCaseException when the server refuses a value or takes it for another
     */
    void insert(Map<Table, String> statements, List<MadeRow> rows) {
        statements.forEach((table, sql) -> {
            Optional<String> refusal = refusal(table, sql);
            if (refusal.isPresent()) {
                List<MadeRow> list = byTable(rows).get(table);
                throw broken(table, list, refusal.get());
            }
        });
    }

    private static Map<Table, List<MadeRow>> byTable(List<MadeRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(MadeRow::table, LinkedHashMap::new, Collectors.toList()));
    }

    private String insert(Table table, List<MadeRow> rows) {
        List<Column> columns = table.writtenColumns().stream()
                .filter(column -> rows.stream().anyMatch(row -> row.has(column)))
                .toList();
        String values = rows.stream()
                .map(row -> columns.stream()
                        .map(column ->
                                row.value(column.name()).map(SqlValue::sql).orElse("DEFAULT"))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(",\n"));
        return "INSERT INTO " + Names.quote(schema, table.name()) + " ("
                + Names.quoteAll(columns.stream().map(Column::name).toList()) + ") VALUES\n" + values;
    }

    /** Gives the server's reason, also for a value that it only warned of. */
    private Optional<String> refusal(Table table, String sql) {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            return warning(statement.getWarnings());
        } catch (SQLException e) {
            MergeException failure = session.failure("insert into " + table.name(), e);
            if (failure.code() != ErrorCode.STEP) {
                throw failure;
            }
            return Optional.of(e.getMessage());
        }
    }

    /** A warning that names no column is about something else, such as two engines in one transaction (MySQL 9.7). */
    private static Optional<String> warning(SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            if (COLUMN.matcher(warning.getMessage()).find()) {
                return Optional.of(warning.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Tries the rows one by one to find the one that is refused. */
    private BrokenCaseException broken(Table table, List<MadeRow> rows, String refusal) {
        List<MadeRow> tried = new ArrayList<>();
        for (MadeRow row : rows) {
            session.execute("try a row of " + table.name(), "DELETE FROM " + Names.quote(schema, table.name()));
            tried.add(row);
            Optional<String> reason = refusal(table, insert(table, tried));
            if (reason.isPresent()) {
                return broken(table, row, reason.get());
            }
        }
        return broken(table, rows.get(0), refusal);
    }

    private static BrokenCaseException broken(Table table, MadeRow row, String reason) {
        String clause = reason.replaceAll("\\s+", " ")
                .replaceFirst("^Data truncation: ", "")
                .replaceFirst("\\.$", "")
                .replaceFirst(" at row \\d+$", "");
        Optional<String> column = column(table, reason);
        Optional<Cell> cell = column.flatMap(name -> cell(row, name));
        Position at = cell.map(Cell::at)
                .orElseGet(() ->
                        row.given().orElseThrow(() -> unmade(table, clause)).at());
        String value = column.map(name -> table.name() + "." + name).orElse("a row of " + table.name());
        String remedy = column.isPresent() && cell.isEmpty()
                ? "Write a value for " + column.get() + " into the row."
                : "Mend the row.";
        return new BrokenCaseException(at, "The server refuses " + value + ": " + clause + ". " + remedy);
    }

    private static IllegalStateException unmade(Table table, String clause) {
        return new IllegalStateException("the parent row that was made for " + table.name() + " is refused: " + clause);
    }

    /** MariaDB names a column with its database and table. */
    private static Optional<String> column(Table table, String reason) {
        Matcher matcher = COLUMN.matcher(reason);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        String last = name.replaceFirst("^.*`\\.`", "").replace("`", "");
        return table.column(last).map(Column::name);
    }

    private static Optional<Cell> cell(MadeRow row, String column) {
        return row.given().stream()
                .flatMap(given -> given.cells().entrySet().stream())
                .filter(entry -> entry.getKey().equalsIgnoreCase(column))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
