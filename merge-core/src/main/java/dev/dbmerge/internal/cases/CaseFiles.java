package dev.dbmerge.internal.cases;

import dev.dbmerge.error.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the files of a case folder say beside its case.yml.
 *
 * @param scripts SQL by the database that it is for: target, staging or production
 * @param tables one entry an expect file
 * @param refused of expect-failure.txt
 */
record CaseFiles(
        Optional<Position> at, Map<String, Script> scripts, List<TableExpectation> tables, Optional<String> refused) {
    static final CaseFiles NONE = new CaseFiles(Optional.empty(), Map.of(), List.of(), Optional.empty());

    CaseFiles {
        scripts = Map.copyOf(scripts);
        tables = List.copyOf(tables);
    }

    Given target(Given own) {
        return with("target", own);
    }

    Given staging(Given own) {
        return with("staging", own);
    }

    Given production(Given own) {
        return with("production", own);
    }

    private Given with(String database, Given own) {
        List<Script> all = new ArrayList<>();
        Optional.ofNullable(scripts.get(database)).ifPresent(all::add);
        all.addAll(own.scripts());
        return new Given(all, own.rows());
    }

    /** Gives what the files expect; empty where they expect nothing. */
    Optional<Expectation> expectation() {
        if (tables.isEmpty() && refused.isEmpty()) {
            return Optional.empty();
        }
        return at.map(
                place -> new Expectation(place, false, tables, Optional.empty(), Optional.empty(), List.of(), refused));
    }

    /** Adds what the files expect to what the case itself does. */
    Expectation with(Expectation own) {
        List<TableExpectation> all = new ArrayList<>(own.tables());
        all.addAll(tables);
        return new Expectation(
                own.at(),
                own.undecided(),
                all,
                own.check(),
                own.outcome(),
                own.findings(),
                own.refused().or(() -> refused));
    }
}
