package dev.dbmerge.testing;

import dev.dbmerge.internal.cases.TableExpectation.Fate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A case of a cleanup rule, written in Java: rows before, and what the rule makes of them.
 *
 * <p>A value: each method gives a new one. {@link #removed}, {@link #kept}, {@link #changed} and {@link #expect} run the case on the calling
 * thread, twice, and throw an {@link AssertionError} with a table of what differs; no row stays behind.
 */
public final class CleanupCase {
    private final CodeCase said;

    CleanupCase(CodeCase said) {
        this.said = said;
    }

    /** Names the case in reports; file and line of the call name one that has none. */
    public CleanupCase named(String name) {
        return new CleanupCase(said.named(name));
    }

    /** Says what NOW() gives, as {@code 2026-02-28 12:00:00} in UTC; the start of the tests where nothing is said. */
    public CleanupCase now(String moment) {
        return new CleanupCase(said.at(moment));
    }

    /** Adds rows of a table. */
    public CleanupCase given(String table, CaseRow... rows) {
        return new CleanupCase(said.inTarget(table, rows));
    }

    /** Expects that the rule removes every given row of what it writes. */
    public void removed() {
        all(Fate.REMOVED);
    }

    /** Expects that the rule leaves every given row as it is. */
    public void kept() {
        all(Fate.KEPT);
    }

    /** Expects that the rule changes every given row of what it writes; {@link #expect} says how. */
    public void changed() {
        all(Fate.CHANGED);
    }

    /** Expects something of single rows; given rows that nothing names have to stay as they are. */
    public void expect(Expected first, Expected... more) {
        List<Expected> all = Stream.concat(Stream.of(first), Stream.of(more)).toList();
        said.expect(at -> Expected.tables(at, all), Optional.empty());
    }

    private void all(Fate fate) {
        said.expect(at -> List.of(Expected.all(at, fate)), Optional.empty());
    }
}
