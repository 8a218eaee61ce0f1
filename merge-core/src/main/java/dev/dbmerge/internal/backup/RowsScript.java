package dev.dbmerge.internal.backup;

import dev.dbmerge.internal.copy.LoadDataCopier;
import dev.dbmerge.internal.copy.RowText.Written;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that load one table's rows from the client's standard input, and what they have to answer.
 *
 * <p>The load ignores nothing quietly: a row that a server skips or changes shows in what it counts, and the answer is compared.
 */
record RowsScript(Table table, Transfer transfer, Written written, ServerVersion version) {
    static final String FOLDER = "rows";
    static final String ROWS = ".tsv.gz";
    static final String SCRIPT = ".sql";

    private static final String STAGE = Names.quote("_dbmerge_rows");

    /** Gives the text of the file: the answer, then the statements. */
    String text() {
        StringBuilder text = new StringBuilder("-- " + answer() + "\n");
        statements().forEach(statement -> text.append(statement).append(";\n"));
        return text.toString();
    }

    /** Gives what the last statement has to answer. */
    String answer() {
        return written.rows() + " rows, 0 warnings";
    }

    private List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add("SET SESSION sql_mode = '" + StructureScripts.MODE
                + "', SESSION time_zone = '+00:00', SESSION foreign_key_checks = 0"
                + (version.product() == Product.MARIADB ? ", SESSION check_constraint_checks = 0" : ""));
        if (staged()) {
            statements.addAll(stage());
        } else {
            statements.add(load(Names.quote(table.name()), LoadDataCopier.format(transfer)));
        }
        statements.add("SELECT CONCAT(ROW_COUNT(), ' rows, ', " + warnings() + ", ' warnings')");
        return statements;
    }

    private static String load(String table, String format) {
        return "LOAD DATA LOCAL INFILE '/dev/stdin' IGNORE INTO TABLE " + table + " " + format;
    }

    /** MySQL 8.0.15 finds by LOAD DATA no value for a geometry that must have one; 9.7.4 does. */
    private boolean staged() {
        return version.product() == Product.MYSQL
                && !version.mysqlAtLeast(8, 4, 0)
                && table.writtenColumns().stream()
                        .anyMatch(column -> ColumnType.of(column) == ColumnType.GEOMETRY && !column.nullable());
    }

    private List<String> stage() {
        List<Column> columns = table.writtenColumns();
        List<String> names =
                IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toList();
        String values = IntStream.range(0, columns.size())
                .mapToObj(i -> transfer.fields().get(i).encoding().write(names.get(i)))
                .collect(Collectors.joining(", "));
        return List.of(
                "CREATE TEMPORARY TABLE " + STAGE + " ("
                        + names.stream().map(name -> name + " LONGBLOB").collect(Collectors.joining(", ")) + ")",
                load(
                        STAGE,
                        "CHARACTER SET binary FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ("
                                + String.join(", ", names) + ")"),
                "INSERT INTO " + Names.quote(table.name()) + " (" + transfer.targetColumns() + ") SELECT " + values
                        + " FROM " + STAGE);
    }

    /** An ENUM of index 0 is stored as it is, and warned of. */
    private String warnings() {
        TreeSet<Long> expected =
                new TreeSet<>(List.of(0L, written.zeroNumbers(), written.zeroNumbers() + written.zeroTexts()));
        return expected.size() == 1
                ? "@@warning_count"
                : "IF(@@warning_count IN ("
                        + expected.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + "), 0, @@warning_count)";
    }
}
