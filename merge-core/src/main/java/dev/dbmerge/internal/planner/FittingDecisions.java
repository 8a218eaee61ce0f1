package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.mapping.FittingLines;
import dev.dbmerge.internal.mapping.Misfit;
import dev.dbmerge.internal.mapping.MisfitText;
import dev.dbmerge.internal.mapping.OverlaidTable;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** Says how rows that do not fit can be decided: each way as the lines that make them fit. */
final class FittingDecisions {
    private final OverlaidTable table;
    private final FittingLines lines;

    FittingDecisions(OverlaidTable table) {
        this.table = table;
        this.lines = new FittingLines(table);
    }

    /** Gives the lines that fill a column which gets no value. */
    Decision value(Column column) {
        return Decision.at(
                "every row gets this value; write what your application means by none",
                YamlText.scalar(lines.value(column)),
                "overlay",
                name(),
                "default",
                column.name());
    }

    /** Gives the blocker with its ways out. */
    Finding finding(Misfit misfit) {
        Finding finding = new Finding(
                Level.BLOCKER,
                code(misfit.kind()),
                misfit.subject(),
                MisfitText.problem(misfit, table.rows(), table.target()),
                "Mend the rows on production, or staging's table, or decide here what becomes of these rows.");
        return finding.of(table.target().name()).decidedBy(ways(misfit).toArray(Decision[]::new));
    }

    private static ErrorCode code(Misfit.Kind kind) {
        return switch (kind) {
            case VALUE -> ErrorCode.COLUMN_VALUES;
            case NULL -> ErrorCode.COLUMN_NULLS;
            case CHECK -> ErrorCode.CHECK_REFUSES;
            case DUPLICATE -> ErrorCode.DUPLICATES;
        };
    }

    private List<Decision> ways(Misfit misfit) {
        List<Decision> ways = new ArrayList<>();
        switch (misfit.kind()) {
            case VALUE -> {
                lines.convert(misfit.column().orElseThrow()).ifPresent(way -> ways.add(convert(misfit, way)));
                if (ways.isEmpty()) {
                    ways.add(lost(misfit.column().orElseThrow()));
                }
            }
            case NULL ->
                ways.add(Decision.at(
                        "these rows get this value",
                        YamlText.scalar(lines.value(misfit.column().orElseThrow())),
                        "overlay",
                        name(),
                        "default",
                        misfit.column().orElseThrow().name()));
            case CHECK, DUPLICATE -> {
                lines.without(misfit).ifPresent(where -> ways.add(where(misfit, where)));
                if (misfit.kind() == Misfit.Kind.DUPLICATE) {
                    lines.firstRows(misfit).ifPresent(query -> ways.add(firstRows(query)));
                }
                if (ways.isEmpty() && !table.overlay().fromQuery()) {
                    ways.add(Decision.at(
                            "the target's table is made as production has it",
                            "production",
                            "overlay",
                            name(),
                            "keep-structure"));
                }
            }
        }
        return ways;
    }

    private Decision firstRows(String query) {
        return Decision.at(
                "of rows that share the key, one comes: the first in the order of all columns",
                YamlText.scalar(query),
                "overlay",
                name(),
                "from");
    }

    private Decision convert(Misfit misfit, String way) {
        String meaning = way.equals("truncate")
                ? "these values are cut, and characters that the column cannot hold become question marks"
                : "these values become the nearest that the column holds";
        return Decision.at(
                meaning,
                way,
                "overlay",
                name(),
                "convert",
                misfit.column().orElseThrow().name());
    }

    private Decision lost(Column column) {
        String nothing = column.nullable() ? "NULL" : FittingLines.nothing(column);
        return Decision.at(
                "the column of every row becomes " + nothing,
                YamlText.scalar(nothing),
                "overlay",
                name(),
                "columns",
                column.name());
    }

    private Decision where(Misfit misfit, String condition) {
        String meaning = misfit.kind() == Misfit.Kind.CHECK
                ? "these rows do not come"
                : "of rows that share the key, the one with the lowest primary key comes";
        return Decision.at(meaning, YamlText.scalar(condition), "overlay", name(), "where");
    }

    private String name() {
        return table.overlay().table();
    }
}
