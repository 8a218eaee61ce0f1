package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.TableExpectation.Fate;
import java.util.Objects;

/**
 * What became of one row of a case.
 *
 * @param row the row's key, such as {@code id 4}; for a check a row that it found, which counts as kept
 * @param cells every value afterwards as one text, to tell one change from another; empty where the row is removed
 */
public record RowFate(String table, String row, Fate fate, String cells) {
    public RowFate {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(fate, "fate");
        Objects.requireNonNull(cells, "cells");
    }
}
