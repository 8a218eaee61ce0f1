package dev.dbmerge.internal.backup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Sequence;
import dev.dbmerge.internal.schema.SqlModes;
import dev.dbmerge.internal.schema.StoredCode;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableDdl;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Step.CodeKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes a database's structure as statements that make it in whatever database is the default one.
 *
 * <p>Foreign keys are there before the rows, and off while these come; triggers and events would act on them, so that they stand in a
 * script of their own.
 */
final class StructureScripts {
    static final String STRUCTURE = "structure.sql";
    static final String TRIGGERS = "triggers.sql";

    /** What a script and a load need to find values and defaults as they are. */
    static final String MODE = "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES";

    private static final Set<Integer> BROKEN_VIEW = Set.of(1146, 1356);
    private static final String SETTINGS = "SET NAMES utf8mb4, SESSION sql_mode = '" + MODE
            + "', SESSION time_zone = '+00:00', SESSION foreign_key_checks = 0";

    private final Schema schema;
    private final Session session;
    private final ServerVersion version;
    private final Collations collations;
    private final Consumer<String> noted;
    private final List<StoredCode> made = new ArrayList<>();

    /**
     * Makes the writer.
     *
     * @param session on the database's server
     * @param noted is told what cannot be made again
     */
    StructureScripts(Schema schema, Session session, Consumer<String> noted) {
        this.schema = schema;
        this.session = session;
        this.version = session.server().version();
        this.collations = Collations.of(session);
        this.noted = noted;
    }

    /** Writes what can be there before rows: sequences, tables, routines, views. */
    void structure(OutputStream out) throws IOException {
        begin(out, "Structure of " + schema.name() + ", for an empty database; rows and triggers come after it.");
        SqlScript.text(out, "ALTER DATABASE CHARACTER SET " + schema.charset() + " COLLATE " + schema.collation());
        for (Sequence sequence : schema.sequences().values()) {
            SqlScript.text(out, "CREATE SEQUENCE " + Names.quote(sequence.name()) + " " + sequence.definition());
            SqlScript.text(
                    out,
                    "DO SETVAL(" + Names.quote(sequence.name()) + ", " + sequence.next() + ", 0, " + sequence.round()
                            + ")");
        }
        for (Table table : schema.tables().values()) {
            SqlScript.text(out, new TableDdl(table, schema.name(), collations).whole(schema.name()));
        }
        code(out, List.of(CodeKind.ROUTINES, CodeKind.VIEWS));
    }

    /** Gives what the scripts make so far of stored code; broken views are not among it. */
    List<StoredCode> made() {
        return List.copyOf(made);
    }

    /** Writes what acts on rows. */
    void triggers(OutputStream out) throws IOException {
        begin(out, "Triggers and events of " + schema.name() + ", for when the rows are there.");
        code(out, List.of(CodeKind.TRIGGERS, CodeKind.EVENTS));
    }

    private void begin(OutputStream out, String title) throws IOException {
        SqlScript.comment(out, title);
        SqlScript.comment(out, "From " + version + ". Run it by a client with --binary-mode and --comments.");
        SqlScript.text(out, SETTINGS);
    }

    private void code(OutputStream out, List<CodeKind> kinds) throws IOException {
        for (CodeObject object : schema.code()) {
            if (kinds.contains(object.kind())) {
                StoredCode code = session.in(schema.name(), () -> StoredCode.read(session, schema.name(), object));
                if (object.kind() == CodeKind.VIEWS && isBroken(object.name())) {
                    noted.accept("The view " + object.name() + " of " + schema.name()
                            + " is broken there and stands in the backup as a comment.");
                    brokenView(out, code);
                } else {
                    made.add(code);
                    code(out, code);
                }
            }
        }
    }

    /** A view whose tables are gone is shown by the server, and made by none. */
    private boolean isBroken(String view) {
        try {
            session.number(
                    "look at the view " + view, "SELECT 1 FROM " + Names.quote(schema.name(), view) + " LIMIT 0");
            return false;
        } catch (MergeException e) {
            if (e.code() == ErrorCode.STEP
                    && e.getCause() instanceof java.sql.SQLException sql
                    && BROKEN_VIEW.contains(sql.getErrorCode())) {
                return true;
            }
            if (e.code() == ErrorCode.STEP || e.code() == ErrorCode.PRIVILEGE) {
                return false;
            }
            throw e;
        }
    }

    private static void brokenView(OutputStream out, StoredCode code) throws IOException {
        SqlScript.comment(out, "This view was broken when the backup was made:");
        String lines = code.sql().replaceAll("(?m)^", "-- ").replace("\r", " ");
        out.write((lines + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private void code(OutputStream out, StoredCode code) throws IOException {
        CodeObject object = code.object();
        boolean otherDefault = code.databaseCollation()
                .filter(one -> !one.equals(schema.collation()))
                .isPresent();
        if (otherDefault) {
            SqlScript.text(
                    out, "ALTER DATABASE COLLATE " + code.databaseCollation().get());
        }
        if (object.kind() != CodeKind.VIEWS) {
            SqlScript.text(out, "SET SESSION sql_mode = " + mode(object.sqlMode()));
        }
        if (!object.timeZone().isEmpty()) {
            SqlScript.text(out, "SET SESSION time_zone = '" + object.timeZone() + "'");
        }
        SqlScript.text(
                out, "SET character_set_client = " + code.client() + ", collation_connection = " + object.collation());
        SqlScript.bytes(out, code.sql());
        if (otherDefault) {
            SqlScript.text(out, "ALTER DATABASE CHARACTER SET " + schema.charset() + " COLLATE " + schema.collation());
        }
        SqlScript.text(out, SETTINGS);
    }

    /** Gives the mode as an expression: MySQL from 8.0 refuses to hear of some that 5.7 has by default. */
    private String mode(String mode) {
        boolean old = version.product() == Product.MYSQL && !version.mysqlAtLeast(8, 0, 0);
        String later = SqlModes.known(mode, new ServerVersion(Product.MYSQL, 8, 0, 0));
        return !old || later.equals(mode)
                ? "'" + mode + "'"
                : "IF(VERSION() LIKE '5.%', '" + mode + "', '" + later + "')";
    }
}
