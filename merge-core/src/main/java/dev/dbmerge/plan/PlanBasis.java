package dev.dbmerge.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a plan rests on, in named parts, so that a later change of them can be named.
 *
 * @param staging the parts of staging's structure
 * @param production the parts of production's structure
 * @param spec the parts of the spec
 */
public record PlanBasis(List<Part> staging, List<Part> production, List<Part> spec) {
    /** Nothing is known. */
    public static final PlanBasis UNKNOWN = new PlanBasis(List.of(), List.of(), List.of());

    public PlanBasis {
        staging = List.copyOf(staging);
        production = List.copyOf(production);
        spec = List.copyOf(spec);
    }

    /**
     * One part.
     *
     * @param table the table that it belongs to; empty for a view, a routine or an entry of the spec
     * @param name what it is, such as {@code column email}
     * @param form what the server prints of it; a hash that begins with {@code #} where that is long or nobody's business
     */
    public record Part(String table, String name, String form) {
        /** The name of the part that says how the others of its table are ordered. */
        public static final String ORDER = "order of columns and keys";

        private static final int LONGEST_FORM = 80;

        public Part {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(form, "form");
        }

        private String title() {
            return table.isEmpty() ? name : table + ", " + name;
        }

        private String differenceTo(Part now) {
            return form.startsWith("#")
                    ? title() + ", changed"
                    : title() + ", was " + shortened(form) + " and is " + shortened(now.form);
        }

        private static String shortened(String form) {
            return form.length() <= LONGEST_FORM ? form : form.substring(0, LONGEST_FORM) + "...";
        }
    }

    /** Gives what came, went or changed between two lists of parts, a clause each. */
    public static List<String> changes(List<Part> then, List<Part> now) {
        List<String> changes = new ArrayList<>();
        Map<String, List<Part>> before = byTable(then);
        Map<String, List<Part>> after = byTable(now);
        Set<String> tables = new LinkedHashSet<>(before.keySet());
        tables.addAll(after.keySet());
        for (String table : tables) {
            if (!table.isEmpty() && !before.containsKey(table)) {
                changes.add("table " + table + " is new");
            } else if (!table.isEmpty() && !after.containsKey(table)) {
                changes.add("table " + table + " is gone");
            } else {
                changes.addAll(within(before.getOrDefault(table, List.of()), after.getOrDefault(table, List.of())));
            }
        }
        return changes;
    }

    private static Map<String, List<Part>> byTable(List<Part> parts) {
        return parts.stream().collect(Collectors.groupingBy(Part::table, LinkedHashMap::new, Collectors.toList()));
    }

    /** The order changes with what comes and goes, so it is told only where nothing else is. */
    private static List<String> within(List<Part> then, List<Part> now) {
        Map<String, Part> left = new LinkedHashMap<>();
        now.forEach(part -> left.put(part.name(), part));
        List<String> changes = new ArrayList<>();
        List<String> orders = new ArrayList<>();
        for (Part part : then) {
            Part after = left.remove(part.name());
            if (after == null) {
                changes.add(part.title() + ", is gone");
            } else if (!after.form().equals(part.form())) {
                (part.name().equals(Part.ORDER) ? orders : changes).add(part.differenceTo(after));
            }
        }
        left.values().forEach(part -> changes.add(part.title() + ", is new"));
        return changes.isEmpty() ? orders : changes;
    }
}
