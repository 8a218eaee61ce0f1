package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Script;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.Session;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts one case's rows into the databases and takes them out again; between cases no table has a row.
 *
 * <p>Rows stay for the next run of the same case. Where every table has transactions they are in one that is rolled back, to a
 * savepoint behind the rows; else every row of the tables is deleted and the rows are inserted anew.
 */
final class Bed {
    private final Session session;
    private Optional<RuleCase> current = Optional.empty();
    private List<Placement> placements = List.of();
    private final Map<Placement, Map<Table, String>> inserts = new IdentityHashMap<>();
    private boolean transactional;

    Bed(Session session) {
        this.session = session;
    }

    /** Tells whether a case's rows are in, and makes them as they were. */
    boolean again(RuleCase ruleCase) {
        if (current.filter(one -> one == ruleCase).isEmpty()) {
            return false;
        }
        try {
            if (transactional) {
                session.execute("go back to the case's rows", "ROLLBACK TO SAVEPOINT case_rows");
            } else {
                unwatched(() -> {
                    empty();
                    restartCounters();
                    fill();
                });
            }
            return true;
        } catch (RuntimeException e) {
            throw cleared(e);
        }
    }

    /**
     * Puts a case's rows in, in the place of those of another case.
     *
     * @param now what NOW() gives from here on
     */
    void place(RuleCase ruleCase, List<Placement> wanted, Instant now) {
        clear();
        placements = List.copyOf(wanted);
        inserts.clear();
        transactional = placements.stream()
                .flatMap(placement -> placement.touched().stream())
                .allMatch(Table::transactional);
        current = Optional.of(ruleCase);
        try {
            session.execute("pin NOW()", PinnedTime.statement(now));
            restartCounters();
            if (transactional) {
                session.begin();
            }
            unwatched(this::fill);
            if (transactional) {
                session.execute("mark the case's rows", "SAVEPOINT case_rows");
            }
        } catch (RuntimeException e) {
            throw cleared(e);
        }
    }

    /** Takes every row out. */
    void clear() {
        if (current.isPresent()) {
            current = Optional.empty();
            if (transactional) {
                session.rollback();
            } else {
                unwatched(this::empty);
            }
        }
    }

    private RuntimeException cleared(RuntimeException because) {
        try {
            clear();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
        return because;
    }

    private void fill() {
        for (Placement placement : placements) {
            for (Script script : placement.scripts()) {
                CaseScript.run(session, placement.schema(), script);
            }
            RowWriter writer = new RowWriter(session, placement.schema().name());
            writer.insert(inserts.computeIfAbsent(placement, one -> writer.statements(one.rows())), placement.rows());
        }
    }

    private void empty() {
        for (Placement placement : placements) {
            for (Table table : placement.touched()) {
                session.execute(
                        "take the case's rows out",
                        "DELETE FROM " + Names.quote(placement.schema().name(), table.name()));
            }
        }
    }

    /** Rows of a script may take their ids from the counter, which no transaction takes back. */
    private void restartCounters() {
        for (Placement placement : placements) {
            placement.touched().stream()
                    .filter(table -> !placement.scripts().isEmpty()
                            && table.columns().stream().anyMatch(column -> column.autoIncrement()))
                    .forEach(table -> session.execute(
                            "restart the counter of " + table.name(),
                            "ALTER TABLE " + Names.quote(placement.schema().name(), table.name())
                                    + " AUTO_INCREMENT = 1"));
        }
    }

    /** Rows come and go in any order. */
    private void unwatched(Runnable work) {
        session.execute("leave foreign keys alone", "SET SESSION foreign_key_checks = 0");
        work.run();
        session.execute("watch foreign keys", "SET SESSION foreign_key_checks = 1");
    }
}
