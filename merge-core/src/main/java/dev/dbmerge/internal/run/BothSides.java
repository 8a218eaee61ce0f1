package dev.dbmerge.internal.run;

import dev.dbmerge.internal.catchup.KeptTable;
import dev.dbmerge.internal.catchup.LiveTable;
import dev.dbmerge.internal.catchup.RuleReplay;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.survey.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a promotion knows of both databases before it begins. */
record BothSides(
        RunRecord run, Schema live, Schema target, List<LiveTable> tables, List<KeptTable> kept, Settings settings) {
    Set<String> written() {
        return Stream.concat(
                        tables.stream().flatMap(table -> table.sources().stream()),
                        kept.stream().map(KeptTable::name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> ways(RuleReplay replay) {
        List<String> ways = new ArrayList<>();
        tables.forEach(table -> ways.add(table.name() + ": "
                + switch (table.way()) {
                    case BY_KEY -> "rows that are written are laid over again by their keys";
                    case WHOLE -> "all of it is laid over again when a row is written, since " + table.why();
                    case FROZEN -> "no row may be written, since " + table.why();
                }));
        kept.forEach(table -> ways.add(table.name() + ": "
                + (table.frozen().isEmpty()
                        ? "kept columns are taken over again by their keys"
                        : "no row may be written, since " + table.frozen())));
        replay.wholeRules().forEach(rule -> ways.add(rule + ": run again as a whole"));
        return ways;
    }

    Set<String> targetTables() {
        return Stream.concat(tables.stream().map(LiveTable::name), kept.stream().map(KeptTable::name))
                .collect(Collectors.toSet());
    }
}
