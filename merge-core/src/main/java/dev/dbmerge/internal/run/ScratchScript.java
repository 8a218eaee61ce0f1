package dev.dbmerge.internal.run;

import dev.dbmerge.internal.copy.RowCopier;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Connections.Purpose;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes down how a scratch copy is made, as {@link ScratchCopy} does it, and makes none. */
final class ScratchScript {
    private final Servers servers;
    private final ScratchStatements statements;

    ScratchScript(Servers servers, ScratchStatements statements) {
        this.servers = servers;
        this.statements = statements;
    }

    /**
     * Gives the statements that make and fill the copy.
     *
     * @param notes is told how its rows travel
     */
    List<String> script(List<String> notes) {
        try (Server server = servers.target().sharedBy("target", statements.scratch());
                Session session = server.open();
                Session loader = server.open(Purpose.LOAD);
                Session production = servers.production().open()) {
            RowCopier copier = ScratchCopy.copier(production, loader, session);
            CopyQueries queries = new CopyQueries(session);
            Set<String> ways = new TreeSet<>();
            List<String> sql =
                    new ArrayList<>(List.of(statements.drop(), statements.createDatabase(), statements.mark()));
            sql.addAll(statements.createSequences());
            for (Table table : statements.production().tables().values()) {
                sql.add(statements.createTable(table));
                if (statements.filled().contains(table.name())
                        && !table.writtenColumns().isEmpty()) {
                    Transfer transfer =
                            Transfer.whole(Relation.of(statements.production().name(), table));
                    ways.add(copier.way(transfer));
                    sql.addAll(copier.statements(transfer));
                    sql.add(queries.source(table, transfer, production));
                    sql.add(queries.target(table, transfer, production));
                }
            }
            notes.add("the rows of " + String.join(", ", statements.filled()) + ": " + String.join("; ", ways)
                    + "; behind each table's stand the queries that compare them, the first of each two on production");
            sql.addAll(complete());
            noteLeftOut(notes);
            return sql;
        }
    }

    private List<String> complete() {
        Set<String> made = statements.production().tables().keySet();
        List<String> sql = new ArrayList<>(List.of(TargetStatements.FOREIGN_KEY_CHECKS_OFF));
        statements.production().tables().values().forEach(table -> {
            sql.addAll(statements.addKeys(table));
            sql.addAll(statements.addForeignKeys(table, made));
        });
        sql.add(TargetStatements.FOREIGN_KEY_CHECKS_ON);
        return sql;
    }

    private void noteLeftOut(List<String> notes) {
        Set<String> left = statements.leftOut(statements.production().tables().keySet());
        if (!left.isEmpty()) {
            notes.add("left out are the foreign keys to tables without rows: " + String.join(", ", left));
        }
    }
}
