package dev.dbmerge.internal.content;

import dev.dbmerge.internal.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in clauses what of production's rows of a table staging does not have. */
final class DifferenceText {
    private static final int NAMES = 4;

    private final SharedTable table;
    private final RowDifferences rows;
    private final Map<Column, Long> lost;

    /**
     * Makes it.
     *
     * @param lost how many values production's columns hold that staging has not; those without a value are left out
     */
    DifferenceText(SharedTable table, RowDifferences rows, Map<Column, Long> lost) {
        this.table = table;
        this.rows = rows;
        this.lost = lost;
    }

    /** Gives what production's table has, semicolons between. */
    String text() {
        List<String> clauses = new ArrayList<>();
        if (rows.alone() > 0) {
            clauses.add(alone());
        }
        if (rows.differing() > 0) {
            clauses.add(differing());
        }
        if (!lost.isEmpty()) {
            clauses.add(count(lost.size(), "column") + " with values that staging has not: "
                    + some(
                            lost.entrySet().stream()
                                    .map(one -> one.getKey().name() + " (" + count(one.getValue(), "value") + ")")
                                    .toList(),
                            ""));
        }
        return String.join("; ", clauses);
    }

    /** Gives the same in a few words. */
    String brief() {
        List<String> words = new ArrayList<>();
        if (rows.alone() > 0) {
            words.add(count(rows.alone(), "row") + " of its own");
        }
        if (rows.differing() > 0) {
            words.add(count(rows.differing(), "row")
                    + (rows.differing() == 1 ? " differs" : " differ")
                    + (rows.later() == 0 ? "" : ", " + of(rows.later()) + " later"));
        }
        if (!lost.isEmpty()) {
            words.add(count(lost.size(), "column") + " gone");
        }
        return String.join(", ", words);
    }

    private String alone() {
        if (table.key().isEmpty()) {
            return count(rows.alone(), "row") + " that " + (rows.alone() == 1 ? "equals" : "equal")
                    + " none of staging's (without a primary key in common an edited row looks like a new one)";
        }
        return count(rows.alone(), "row") + " of its own, which would be gone" + keys(rows.alone(), rows.aloneKeys());
    }

    private String differing() {
        return count(rows.differing(), "row") + " that " + (rows.differing() == 1 ? "differs" : "differ") + " in "
                + some(List.copyOf(rows.columns()), " column") + keys(rows.differing(), rows.differingKeys()) + time();
    }

    private static String some(List<String> names, String noun) {
        long more = names.size() - NAMES;
        return more <= 1
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES)) + " and " + more + " more"
                        + (noun.isEmpty() ? "" : noun + "s");
    }

    private String time() {
        String column = table.changedAt().map(SharedColumn::name).orElse("");
        if (column.isEmpty()) {
            return "";
        }
        List<String> times = new ArrayList<>();
        if (rows.later() > 0) {
            times.add(of(rows.later()) + " changed later on production");
        }
        if (rows.sameTime() > 0) {
            times.add(of(rows.sameTime()) + " with the same " + column + " on both sides");
        }
        return times.isEmpty() ? ", changed later on staging" : ", " + String.join(", ", times);
    }

    /** Gives {@code 2 of them}, or nothing where it is all of them. */
    private String of(long part) {
        return part == rows.differing() ? "all" : String.format(Locale.ROOT, "%,d of them", part);
    }

    private String keys(long count, List<String> keys) {
        String names = table.key().stream().map(SharedColumn::name).collect(Collectors.joining(", "));
        String between = table.key().size() == 1 ? ", " : "; ";
        return " (" + names + " " + String.join(between, keys) + (count > keys.size() ? " and others)" : ")");
    }

    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : noun + "s");
    }
}
