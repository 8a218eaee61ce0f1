package dev.dbmerge.testing;

import java.util.List;
import java.util.Optional;

/**
 * A case of an overlay, written in Java: rows of production and staging, and the merged rows.
 *
 * <p>A value, run by {@link #gives}; see {@link CleanupCase}.
 */
public final class OverlayCase {
    private final CodeCase said;

    OverlayCase(CodeCase said) {
        this.said = said;
    }

    /** Names the case in reports; file and line of the call name one that has none. */
    public OverlayCase named(String name) {
        return new OverlayCase(said.named(name));
    }

    /** Says what NOW() gives, as {@code 2026-02-28 12:00:00} in UTC; the start of the tests where nothing is said. */
    public OverlayCase now(String moment) {
        return new OverlayCase(said.at(moment));
    }

    /** Adds rows of a table of production's. */
    public OverlayCase production(String table, CaseRow... rows) {
        return new OverlayCase(said.inProduction(table, rows));
    }

    /** Adds rows of a table of staging's. */
    public OverlayCase staging(String table, CaseRow... rows) {
        return new OverlayCase(said.inStaging(table, rows));
    }

    /** Expects that the merged table holds these rows and no others, by the columns that they name. */
    public void gives(CaseRow... rows) {
        said.expect(
                at -> Expected.tables(
                        at, List.of(Expected.exactly(rows).in(said.subject().id()))),
                Optional.empty());
    }
}
