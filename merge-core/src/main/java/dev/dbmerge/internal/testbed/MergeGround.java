package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.Given;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Script;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.SqlScript;
import dev.dbmerge.internal.sql.SqlScript.Statement;
import dev.dbmerge.internal.sql.SqlTextException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The three databases of whole-merge cases, one case at a time.
 *
 * <p>Making a structure takes longer than merging a few rows, so staging and production stay for the next case, emptied, unless a
 * case ran statements of its own in them.
 */
final class MergeGround {
    static final String STAGING = "merge_staging";
    static final String PRODUCTION = "merge_production";
    static final String TARGET = "merge_new";

    private final TestDatabases databases;
    private final MergeStructure structure;
    private final Map<String, Schema> kept = new HashMap<>();
    private final Map<String, Set<String>> filled = new HashMap<>();
    private final Set<String> spoilt = new HashSet<>();

    MergeGround(TestDatabases databases, MergeStructure structure) {
        this.databases = databases;
        this.structure = structure;
    }

    /**
     * Makes and fills staging and production; the target is the merge's own work.
     *
     * @throws BrokenCaseException when the server refuses a statement or a row of the case
     */
    void fill(RuleCase ruleCase, CellValues values) {
        fill(ruleCase.staging(), ruleCase.production(), values);
    }

    /** Does the same with what stands in no case. */
    void fill(Given staging, Given production, CellValues values) {
        fill(STAGING, staging, values);
        fill(PRODUCTION, production, values);
    }

    private void fill(String role, Given given, CellValues values) {
        String name = databases.name(role);
        boolean ownTables = given.scripts().stream()
                .flatMap(script -> statements(script).stream())
                .anyMatch(MergeGround::makesTable);
        if (ownTables || !given.scripts().isEmpty()) {
            spoilt.add(role);
        }
        if (ownTables) {
            drop(role);
        }
        if (!kept.containsKey(role) && (ownTables || !structure.make(role))) {
            try (Session session = databases.server().open()) {
                databases.make(session, role, "CHARACTER SET utf8mb4");
            }
        }
        try (Server server = databases.server().as("target", name);
                Session session = server.open()) {
            session.execute("let rows come in any order", "SET SESSION foreign_key_checks = 0");
            given.scripts().forEach(script -> run(session, name, script));
            if (!kept.containsKey(role) || spoilt.contains(role)) {
                kept.put(role, SchemaReader.read(session, name));
            }
            List<MadeRow> rows = new RowMaker(kept.get(role), values).make(given.rows());
            filled.put(role, rows.stream().map(row -> row.table().name()).collect(Collectors.toSet()));
            RowWriter writer = new RowWriter(session, name);
            writer.insert(writer.statements(rows), rows);
        }
    }

    /** Any statement may stand here, unlike in a case of one rule: the databases are this case's own. */
    private static void run(Session session, String schema, Script script) {
        try {
            // A statement of Connector/J goes back to the database that was in use when it was made.
            session.connection().setCatalog(schema);
            try (java.sql.Statement jdbc = session.connection().createStatement()) {
                jdbc.setEscapeProcessing(false);
                for (Statement statement : statements(script)) {
                    run(session, jdbc, script, statement);
                }
            }
        } catch (SQLException e) {
            throw session.failure("run statements of a case", e);
        }
    }

    private static void run(Session session, java.sql.Statement jdbc, Script script, Statement statement) {
        try {
            jdbc.execute(statement.sql());
        } catch (SQLException e) {
            MergeException failure = session.failure("run a statement of a case", e);
            if (failure.code() != ErrorCode.STEP) {
                throw failure;
            }
            throw new BrokenCaseException(
                    CaseScript.at(script, statement.start()),
                    "The server refuses this statement: " + e.getMessage().replaceAll("\\s+", " ") + ". Mend it.");
        }
    }

    private static List<Statement> statements(Script script) {
        try {
            return SqlScript.statements(script.sql());
        } catch (SqlTextException e) {
            throw new BrokenCaseException(
                    CaseScript.at(script, e.offset()), "This is not SQL: " + e.getMessage() + ". Mend it.");
        }
    }

    private static boolean makesTable(Statement statement) {
        return statement.tokens().size() > 1
                && statement.tokens().get(0).text().equalsIgnoreCase("CREATE")
                && statement.tokens().get(1).text().equalsIgnoreCase("TABLE");
    }

    /** Leaves nothing of the case: the target goes, and so does what its statements may have altered. */
    void clear() {
        drop(TARGET);
        List.of(PRODUCTION, STAGING).forEach(role -> {
            if (spoilt.remove(role) || !filled.containsKey(role)) {
                drop(role);
            } else {
                empty(role);
            }
        });
        filled.clear();
    }

    private void empty(String role) {
        try (Session session = databases.server().open()) {
            session.execute("let tables be emptied", "SET SESSION foreign_key_checks = 0");
            for (String table : filled.get(role)) {
                session.execute(
                        "empty the table " + table, "TRUNCATE TABLE " + Names.quote(databases.name(role), table));
            }
        }
    }

    private void drop(String role) {
        kept.remove(role);
        try (Session session = databases.server().open()) {
            databases.drop(session, databases.name(role));
        }
    }
}
