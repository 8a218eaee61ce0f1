package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableDdl;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.plan.Step.CodeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One side of a saved structure: plain SQL that any client loads, into databases called {@code structure_staging} and
 * {@code structure_production}.
 *
 * <p>It holds no row, no counter and no account, and two savings of one structure are equal.
 */
final class StructureFile {
    private static final List<String> SIDES = List.of("staging", "production");
    private static final Pattern HEAD =
            Pattern.compile("(?m)^CREATE DATABASE `[^`]+` CHARACTER SET \\w+ COLLATE (\\w+);$");

    private final String role;
    private final String text;
    private final String collation;

    private StructureFile(String role, String text, String collation) {
        this.role = role;
        this.text = text;
        this.collation = collation;
    }

    /** Writes both sides. */
    static void write(Path file, StructureSide staging, StructureSide production) {
        StringBuilder text = new StringBuilder(
                "-- The structure of staging and production, as dbmerge test --save-structure wrote it.\n"
                        + "-- No rows, no counters, no accounts; the lines \"-- side:\" and CREATE DATABASE tell dbmerge what is whose.\n");
        for (int i = 0; i < SIDES.size(); i++) {
            append(text, SIDES.get(i), i == 0 ? staging : production);
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.REPORT_FILE,
                    "The structure cannot be written to " + file + ": " + e.getMessage() + ".",
                    "Name a file in a folder that exists and may be written to.",
                    e);
        }
    }

    private static void append(StringBuilder text, String role, StructureSide side) {
        String name = name(role);
        Schema schema = side.schema();
        Collations collations = side.collations();
        text.append("\n-- side: ").append(role).append('\n');
        text.append("CREATE DATABASE ").append(Names.quote(name)).append(' ');
        text.append(collations.clause(schema.collation())).append(";\n");
        text.append("USE ").append(Names.quote(name)).append(";\n");
        text.append("SET foreign_key_checks = 0;\n");
        schema.sequences()
                .values()
                .forEach(sequence -> text.append(sequence.create(name)).append(";\n"));
        for (Table table : schema.tables().values()) {
            TableDdl ddl = new TableDdl(table, name, collations);
            text.append('\n').append(ddl.create(OptionalLong.empty())).append(";\n");
            ddl.addKeys().forEach(sql -> text.append(sql).append(";\n"));
        }
        text.append('\n');
        for (Table table : schema.tables().values()) {
            new TableDdl(table, name, collations)
                    .addForeignKeys()
                    .forEach(sql -> text.append(sql).append(";\n"));
        }
        schema.code().forEach(object -> append(text, object, CodeWriter.statement(object, schema, name, collations)));
        text.append("SET foreign_key_checks = 1;\n");
    }

    private static void append(StringBuilder text, CodeObject object, String statement) {
        if (object.kind() == CodeKind.VIEWS) {
            text.append(statement).append(";\n");
            return;
        }
        String delimiter = "$$";
        while (statement.contains(delimiter)) {
            delimiter += "$";
        }
        text.append("SET sql_mode = '").append(object.sqlMode()).append("';\n");
        text.append("DELIMITER ").append(delimiter).append('\n');
        text.append(statement).append('\n').append(delimiter);
        text.append("\nDELIMITER ;\n");
    }

    /**
     * Reads one side.
     *
     * @throws MergeException when the file has no such side
     */
    static StructureFile read(Path file, String role) {
        String whole = StructureSource.text(file).replace("\r\n", "\n");
        Matcher start = Pattern.compile("(?m)^-- side: " + role + "$").matcher(whole);
        if (!start.find()) {
            throw notSaved(file, "no line \"-- side: " + role + "\"");
        }
        int end = whole.indexOf("\n-- side: ", start.end());
        String text = whole.substring(start.end(), end < 0 ? whole.length() : end);
        Matcher head = HEAD.matcher(text);
        if (!head.find()) {
            throw notSaved(file, "no CREATE DATABASE for " + role);
        }
        // Lines keep their numbers for errors.
        String before =
                "\n".repeat((int) whole.substring(0, start.end()).lines().count() - 1);
        String statements = head.replaceFirst("").replaceFirst("(?m)^USE `[^`]+`;$", "");
        return new StructureFile(role, before + statements, head.group(1));
    }

    private static MergeException notSaved(Path file, String lacks) {
        return new MergeException(
                ErrorCode.SPEC_FILE,
                file + " is no saved structure: it has " + lacks + ".",
                "Write it with dbmerge test --save-structure " + file + ".",
                new Position(file, 1, 1),
                null);
    }

    private static String name(String role) {
        return "structure_" + role;
    }

    /** Gives the clause for the database. */
    String charset(Collations collations) {
        return collations.clause(collation);
    }

    /** Gives the statements for a database of another name. */
    String statements(String database) {
        return text.replace(Names.quote(name(role)), Names.quote(database));
    }
}
