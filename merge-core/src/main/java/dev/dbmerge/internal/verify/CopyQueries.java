package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.List;

/** Gives the queries that {@link CopyVerifier} asks; where dbmerge hashes the rows itself, those that give it the rows. */
public final class CopyQueries {
    private final Session target;

    /**
     * Makes the value; nothing is asked.
     *
     * @param target a session on the target's server
     */
    public CopyQueries(Session target) {
        this.target = target;
    }

    /** Tells whether the servers hash a table's rows; where they print a number in different digits, dbmerge does. */
    public boolean byServers(Table table, Session source) {
        boolean sameDigits = source.server().version().equals(target.server().version());
        return sameDigits || !RowHasher.printsDifferently(table);
    }

    /** Tells whether the sums of a table depend on what {@link #sign} finds: then floating values are read {@code + 0e0}. */
    public static boolean dependsOnSign(Table table) {
        return RowHasher.printsDifferently(table);
    }

    /** Gives what finds out whether the target keeps the sign of a floating -0; the sums given here take it for kept. */
    public List<String> sign() {
        return Zero.statements(target.server().schema());
    }

    /** Gives what is asked of the source that is copied. */
    public String source(Table table, Transfer transfer, Session source) {
        return byServers(table, source)
                ? new RowHasher(table, Zero.SIGNED).sourceQuery(transfer)
                : source.render(transfer.streamedSelect());
    }

    /** Gives what is asked of the target's table. */
    public String target(Table table, Transfer transfer, Session source) {
        String schema = target.server().schema();
        return byServers(table, source)
                ? new RowHasher(table, Zero.SIGNED).targetQuery(schema, transfer)
                : target.render(stored(schema, table, transfer).streamedSelect());
    }

    /**
     * Gives what is asked before rows get production's values: the table's sum, the kept values' on both sides, and what the table
     * has to come to.
     */
    public List<String> kept(Table table, Transfer kept, int keys, Session production) {
        Transfer whole = Transfer.whole(Relation.of(target.server().schema(), table));
        List<String> queries = new ArrayList<>(List.of(target(table, whole, production)));
        queries.addAll(new KeptSums(table, Zero.SIGNED, target).statements(whole, kept, keys, production));
        return queries;
    }

    /** Gives the transfer that reads back what another one stored, byte by byte. */
    static Transfer stored(String schema, Table table, Transfer transfer) {
        List<Transfer.Field> fields =
                transfer.fields().stream().map(Transfer.Field::stored).toList();
        return new Transfer(Relation.of(schema, table), table.name(), fields);
    }
}
