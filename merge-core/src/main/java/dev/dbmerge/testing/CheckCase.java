package dev.dbmerge.testing;

import dev.dbmerge.internal.cases.Expectation.CheckVerdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A case of a check, written in Java: rows, and whether the check finds something among them.
 *
 * <p>A value, run by {@link #holds} and {@link #finds}; see {@link CleanupCase}.
 */
public final class CheckCase {
    private final CodeCase said;

    CheckCase(CodeCase said) {
        this.said = said;
    }

    /** Names the case in reports; file and line of the call name one that has none. */
    public CheckCase named(String name) {
        return new CheckCase(said.named(name));
    }

    /** Says what NOW() gives, as {@code 2026-02-28 12:00:00} in UTC; the start of the tests where nothing is said. */
    public CheckCase now(String moment) {
        return new CheckCase(said.at(moment));
    }

    /** Adds rows of a table. */
    public CheckCase given(String table, CaseRow... rows) {
        return new CheckCase(said.inTarget(table, rows));
    }

    /** Expects that the check returns no row. */
    public void holds() {
        said.expect(at -> List.of(), Optional.of(CheckVerdict.HOLDS));
    }

    /** Expects that the check returns a row at least. */
    public void finds() {
        said.expect(at -> List.of(), Optional.of(CheckVerdict.FINDS));
    }

    /** Expects that the check returns these rows and no others, by the columns that they name. */
    public void finds(CaseRow first, CaseRow... more) {
        CaseRow[] rows = Stream.concat(Stream.of(first), Stream.of(more)).toArray(CaseRow[]::new);
        said.expect(at -> Expected.tables(at, List.of(Expected.exactly(rows))), Optional.empty());
    }
}
