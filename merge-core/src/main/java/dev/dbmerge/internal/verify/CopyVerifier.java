package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowHash;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Crew;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.TableResult;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares every table of the target with its source by their sums.
 *
 * <p>The source is summed while its snapshot is open, by its own server, which has no part in writing the copy.
 */
public final class CopyVerifier {
    private final Session target;
    private final Predicate<String> summed;
    private final Consumer<String> notes;
    private Optional<Zero> zero = Optional.empty();
    private final Map<String, Copied> copied = new LinkedHashMap<>();
    private final List<CheckResult> early = new ArrayList<>();
    private final Map<String, RowSum> found = new HashMap<>();

    /**
     * Makes a verifier.
     *
     * @param target reads the target
     * @param summed tells whether the rows of a table are summed; those of others are counted
     * @param notes is told what the comparison leaves out
     */
    public CopyVerifier(Session target, Predicate<String> summed, Consumer<String> notes) {
        this.target = target;
        this.summed = summed;
        this.notes = notes;
    }

    /** Finds out beforehand what sums of these tables depend on, so that {@link #sourceSum} may be called from several threads. */
    public void prepare(Collection<Table> tables) {
        tables.forEach(this::zero);
    }

    /**
     * Sums a source's rows, or counts them where that is what is wanted of the table.
     *
     * @param table as the target has it
     * @param source a session whose reads belong to the snapshot that is copied
     */
    public RowSum sourceSum(Table table, Transfer transfer, Session source) {
        return summed.test(table.name()) ? exactSum(table, transfer, source) : count(transfer.relation(), source);
    }

    private static RowSum count(Relation rows, Session session) {
        return new RowSum(
                session.in(
                        rows.schema(),
                        () -> session.number("count the rows of " + rows.title(), "SELECT COUNT(*) " + rows.sql())),
                BigInteger.ZERO);
    }

    /** Gives what {@link #sourceSum} would have given, from what {@link #exactSum} gave. */
    public RowSum wanted(Table table, RowSum exact) {
        return summed.test(table.name()) ? exact : new RowSum(exact.rows(), BigInteger.ZERO);
    }

    /** Sums a source's rows, whatever is wanted of the table. */
    public RowSum exactSum(Table table, Transfer transfer, Session source) {
        return byServers(table, source)
                ? new RowHasher(table, zero(table)).sourceSum(source, transfer)
                : new ClientRowHasher(zero(table)).sum(source, transfer.streamedSelect(), transfer.fields());
    }

    /**
     * Notes what a table is to come to, to be compared later.
     *
     * @param rows as the copier counted them
     * @param sum of the source's rows
     * @param there what the target's table held before the copy, summed by the same transfer
     */
    public void remember(
            Table table, Origin origin, Transfer transfer, long rows, RowSum sum, RowSum there, Session source) {
        copied.put(
                table.name(),
                new Copied(
                        table,
                        origin,
                        transfer,
                        rows + there.rows(),
                        sum.plus(there),
                        byServers(table, source),
                        there.rows() == 0 ? Of.ONE_SOURCE : Of.BOTH));
    }

    /** Compares the rows of a table that holds nothing else with their source at once; gives what differs. */
    public List<CheckResult> compare(Table table, Origin origin, Transfer transfer, long rows, Session source) {
        return compare(table, origin, transfer, rows, sourceSum(table, transfer, source), source);
    }

    /**
     * Compares the rows of a table that holds nothing else with the sum of their source at once.
     *
     * @param source a session on the server that was read
     * @return what differs
     */
    public List<CheckResult> compare(
            Table table, Origin origin, Transfer transfer, long rows, RowSum sum, Session source) {
        Copied one = new Copied(table, origin, transfer, rows, sum, byServers(table, source));
        RowSum found = targetSum(one);
        return found.equals(one.sum()) && found.rows() == rows ? List.of() : List.of(difference(one, found));
    }

    /**
     * Sums what the target's table holds, as a transfer that is yet to come will be summed.
     *
     * @param source a session on the server that the transfer will read
     */
    public RowSum targetSum(Table table, Transfer transfer, Session source) {
        return targetSum(new Copied(table, Origin.PRODUCTION, transfer, 0, RowSum.ZERO, byServers(table, source)));
    }

    /**
     * Sums what a part of the target's table holds, as {@link #exactSum} sums the rows that are to be there. For any thread.
     *
     * @param within SQL condition of the part; empty for the whole table
     * @param source a session on the server that the transfer reads
     * @param reader a session on the target's server
     */
    public RowSum targetSum(Table table, Transfer transfer, Optional<String> within, Session source, Session reader) {
        Copied one = new Copied(table, Origin.PRODUCTION, transfer, 0, RowSum.ZERO, byServers(table, source));
        return exactSum(one, relation(one).where(within), reader);
    }

    private boolean byServers(Table table, Session source) {
        return new CopyQueries(target).byServers(table, source);
    }

    /** Notes that a table is to hold no rows. */
    public void expectNoRows(Table table, Transfer transfer) {
        copied.put(table.name(), new Copied(table, Origin.EMPTY, transfer, 0, RowSum.ZERO, true));
    }

    /**
     * Notes that rows of a table are about to get other values in some columns; to be called before they do.
     *
     * <p>Three sums tie what comes of it to both sources: the table's is still staging's, the kept values' is production's, and the
     * target's server computes from these two what the table has to come to.
     *
     * @param kept fills the table that holds the kept values; it stands in the target's schema
     * @param keys how many of its columns, the first ones, are the key
     * @param production a session whose reads belong to the snapshot that was copied
     */
    public void expectKept(String table, Transfer kept, int keys, Session production) {
        Copied whole = copied.get(table);
        RowSum found = targetSum(whole);
        if (!found.equals(whole.sum()) || found.rows() != whole.rows()) {
            early.add(difference(whole, found));
        }
        KeptSums sums = new KeptSums(whole.table(), zero(whole.table()), target);
        sums.differences(kept, production).ifPresent(early::add);
        copied.put(
                table,
                new Copied(
                        whole.table(),
                        whole.origin(),
                        whole.transfer(),
                        whole.rows(),
                        sums.expected(whole.transfer(), kept, keys),
                        true,
                        Of.BOTH));
    }

    private synchronized Zero zero(Table table) {
        if (!RowHasher.printsDifferently(table)) {
            return Zero.SIGNED;
        }
        if (zero.isEmpty()) {
            zero = Optional.of(Zero.of(target));
            if (zero.get() == Zero.UNSIGNED) {
                notes.accept("The target's " + target.server().version()
                        + " stores a floating point -0 as 0, so the comparison takes the two for equal.");
            }
        }
        return zero.get();
    }

    /** Gives how many rows were copied into all tables. */
    public long rows() {
        return copied.values().stream().mapToLong(Copied::rows).sum();
    }

    /** Gives the sum of the source's rows of a table as a decimal number; empty where none was remembered. */
    public String sourceSum(String table) {
        return copied.containsKey(table) && summed.test(table)
                ? copied.get(table).sum().sum().toString()
                : "";
    }

    /**
     * Sums the target's tables and compares; one result a table that differs.
     *
     * @param sessions on the target's server, each of which sums at the same time as the others
     * @param sources opens a session on the server that rows of an origin came from; empty where there is none any more
     */
    public List<CheckResult> differences(
            List<Session> sessions, Function<Origin, Optional<Session>> sources, Consumer<TableResult> results) {
        Crew<Session> crew = new Crew<>(sessions);
        Map<String, TargetSum> sums = new LinkedHashMap<>();
        copied.forEach((name, one) -> sums.put(
                name, new TargetSum(one.rows(), relation(one), (rows, session) -> targetSum(one, rows, session))));
        crew.work(List.copyOf(sums.values()));
        List<CheckResult> differences = new ArrayList<>(early);
        for (Copied one : copied.values()) {
            RowSum found = sums.get(one.table().name()).sum();
            this.found.put(one.table().name(), found);
            results.accept(new TableResult(
                    one.table().name(),
                    one.origin(),
                    one.rows(),
                    text(one, one.sum()),
                    text(one, found),
                    found.rows()));
            if (!found.equals(one.sum()) || found.rows() != one.rows()) {
                differences.add(difference(one, found, keys(one, sources)));
            }
        }
        return differences;
    }

    /**
     * Gives the sums of all written columns, of those tables whose comparison was one.
     *
     * @param made the target's structure
     */
    public Map<String, RowSum> wholeSums(Schema made) {
        Map<String, RowSum> whole = new HashMap<>();
        found.forEach((name, sum) -> made.table(name)
                .filter(table -> isWhole(copied.get(name), table))
                .ifPresent(table -> whole.put(name, sum)));
        return whole;
    }

    private boolean isWhole(Copied one, Table made) {
        List<Transfer.Field> fields =
                one.transfer().fields().stream().map(Transfer.Field::stored).toList();
        List<Boolean> lengths =
                one.table().writtenColumns().stream().map(RowHash::isLong).toList();
        return summed.test(one.table().name())
                && one.byServers()
                && zero(one.table()) == Zero.SIGNED
                && fields.equals(Transfer.whole(Relation.of(made.name(), made)).fields())
                && lengths.equals(
                        made.writtenColumns().stream().map(RowHash::isLong).toList());
    }

    private String text(Copied one, RowSum sum) {
        return summed.test(one.table().name()) ? sum.sum().toString() : "";
    }

    /** Rows that both sources gave, or that keep columns of the other one, are not those of one source. */
    private List<String> keys(Copied one, Function<Origin, Optional<Session>> sources) {
        if (!one.byServers() || one.origin() == Origin.EMPTY || one.of() == Of.BOTH) {
            return List.of();
        }
        Optional<Session> source = sources.apply(one.origin());
        if (source.isEmpty()) {
            return List.of();
        }
        try (Session open = source.get()) {
            RowHasher hasher = new RowHasher(one.table(), zero(one.table()));
            return new DifferingKeys(hasher, one.table(), one.transfer(), open, target).find();
        }
    }

    private RowSum targetSum(Copied one) {
        return targetSum(one, relation(one), target);
    }

    private Relation relation(Copied one) {
        return new Relation(
                target.server().schema(),
                one.table(),
                Names.quote(target.server().schema(), one.transfer().targetTable()),
                Optional.empty());
    }

    private RowSum targetSum(Copied one, Relation rows, Session session) {
        return summed.test(one.table().name()) ? exactSum(one, rows, session) : count(rows, session);
    }

    private RowSum exactSum(Copied one, Relation rows, Session session) {
        List<Transfer.Field> fields =
                one.transfer().fields().stream().map(Transfer.Field::stored).toList();
        Transfer stored = new Transfer(rows, one.table().name(), fields);
        return one.byServers()
                ? new RowHasher(one.table(), zero(one.table())).sourceSum(session, stored)
                : new ClientRowHasher(zero(one.table())).sum(session, stored.streamedSelect(), fields);
    }

    private CheckResult difference(Copied one, RowSum found) {
        return difference(one, found, List.of());
    }

    private CheckResult difference(Copied one, RowSum found, List<String> rows) {
        String converted = one.transfer().fields().stream()
                .filter(field -> !field.exact())
                .map(Transfer.Field::column)
                .collect(Collectors.joining(", "));
        String keys = one.sum().rows() + " rows in the source, " + found.rows() + " in "
                + Names.quote(target.server().schema(), one.table().name())
                + (one.sum().rows() == found.rows() ? ", and some of their values differ" : "")
                + (converted.isEmpty() ? "" : "; of another type than in the source: " + converted);
        return new CheckResult(
                "copy of " + one.table().name(),
                Math.max(1, Math.abs(one.sum().rows() - found.rows())),
                true,
                Stream.concat(Stream.of(keys), rows.stream()).toList());
    }

    /** Whose rows a table holds. */
    private enum Of {
        ONE_SOURCE,
        BOTH
    }

    private record Copied(
            Table table, Origin origin, Transfer transfer, long rows, RowSum sum, boolean byServers, Of of) {
        Copied(Table table, Origin origin, Transfer transfer, long rows, RowSum sum, boolean byServers) {
            this(table, origin, transfer, rows, sum, byServers, Of.ONE_SOURCE);
        }
    }
}
