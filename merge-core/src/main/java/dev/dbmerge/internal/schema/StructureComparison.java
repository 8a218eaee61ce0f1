package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the tables of staging and the target and names every difference.
 *
 * <p>What the products merely spell otherwise is no difference, nor is what the target's server cannot hold; AUTO_INCREMENT
 * counters and the order of keys do not count.
 */
public final class StructureComparison {
    private final Schema staging;
    private final Schema target;
    private final Collations collations;
    private final List<String> differences = new ArrayList<>();

    private StructureComparison(Schema staging, Schema target, Collations collations) {
        this.staging = staging;
        this.target = target;
        this.collations = collations;
    }

    /**
     * Compares what the catalogues say.
     *
     * @param collations those of the target's server
     * @return clauses such as {@code gqueries.key: varchar(255) in staging, varchar(191) in the target}
     */
    public static List<String> compare(Schema staging, Schema target, Collations collations) {
        StructureComparison comparison = new StructureComparison(staging, target, collations);
        comparison.compareTables((before, after) -> {});
        return List.copyOf(comparison.differences);
    }

    /**
     * Compares the catalogues and, where both servers print structures alike, also the expressions of generated columns
     * and checks, the options and the partitions.
     *
     * @param version that of staging's server
     */
    public static List<String> compare(Schema staging, Schema target, Collations collations, ServerVersion version) {
        StructureComparison comparison = new StructureComparison(staging, target, collations);
        ServerVersion other = collations.version();
        boolean alike = version.product() == other.product()
                && version.major() == other.major()
                && version.minor() == other.minor();
        comparison.compareTables(alike ? comparison::compareTexts : (before, after) -> {});
        return List.copyOf(comparison.differences);
    }

    private void compareTables(BiConsumer<Table, Table> texts) {
        compareAll(
                "sequence ",
                List.copyOf(staging.sequences().values()),
                List.copyOf(target.sequences().values()),
                Sequence::name,
                Sequence::form);
        for (String name : union(staging.tables().keySet(), target.tables().keySet())) {
            if (name.startsWith(Schema.JOURNAL_PREFIX)) {
                continue;
            }
            if (!target.tables().containsKey(name)) {
                differences.add(name + ": only in staging");
            } else if (!staging.tables().containsKey(name)) {
                differences.add(name + ": only in the target");
            } else {
                Table before = staging.tables().get(name);
                Table after = target.tables().get(name);
                compare(before, after);
                texts.accept(before, after);
            }
        }
    }

    private void compare(Table before, Table after) {
        String table = before.name();
        differ(
                table + ", engine",
                before.engine().toLowerCase(Locale.ROOT),
                after.engine().toLowerCase(Locale.ROOT));
        differ(
                table + ", collation",
                collations.collation(before.collation()),
                collations.collation(after.collation()));
        ColumnForm columns = new ColumnForm(collations);
        compareAll(table + ".", before.columns(), after.columns(), Column::name, columns::of);
        String orderBefore = names(before);
        String orderAfter = names(after);
        if (!orderBefore.equals(orderAfter) && sorted(before).equals(sorted(after))) {
            differ(table + ", order of columns", orderBefore, orderAfter);
        }
        Set<String> notHeld = FunctionalKeys.notHeld(before, collations);
        List<Key> held = before.keys().stream()
                .filter(key -> !notHeld.contains(key.name()))
                .toList();
        compareAll(table + ", key ", held, after.keys(), Key::name, this::form);
        compareAll(table + ", foreign key ", before.foreignKeys(), after.foreignKeys(), ForeignKey::name, this::form);
    }

    private <T> void compareAll(
            String subject, List<T> before, List<T> after, Function<T, String> name, Function<T, String> form) {
        Map<String, String> befores = byName(before, name, form);
        Map<String, String> afters = byName(after, name, form);
        for (String each : union(befores.keySet(), afters.keySet())) {
            differ(subject + each, befores.getOrDefault(each, "nothing"), afters.getOrDefault(each, "nothing"));
        }
    }

    private static <T> Map<String, String> byName(List<T> values, Function<T, String> name, Function<T, String> form) {
        Map<String, String> byName = new LinkedHashMap<>();
        values.forEach(value -> byName.put(name.apply(value), form.apply(value)));
        return byName;
    }

    private String form(Key key) {
        // MySQL 5.7 reads DESC and INVISIBLE of a key and forgets them.
        boolean old = !collations.mariadb() && !collations.version().mysqlAtLeast(8, 0, 0);
        String parts = String.join(", ", key.parts());
        return (key.unique() ? "unique " : "") + key.type() + " (" + (old ? parts.replace(" DESC", "") : parts) + ")"
                + (key.visible() || old ? "" : " invisible");
    }

    private String form(ForeignKey key) {
        boolean inside =
                key.parentSchema().equals(staging.name()) || key.parentSchema().equals(target.name());
        return "(" + String.join(", ", key.columns()) + ") -> " + (inside ? "" : key.parentSchema() + ".")
                + key.parentTable() + " (" + String.join(", ", key.parentColumns()) + ")"
                + " on delete " + action(key.onDelete()) + " on update " + action(key.onUpdate());
    }

    /** To InnoDB, NO ACTION is RESTRICT. */
    private static String action(String action) {
        return action.equals("NO ACTION") ? "restrict" : action.toLowerCase(Locale.ROOT);
    }

    private void compareTexts(Table before, Table after) {
        Set<String> befores = texts(before);
        Set<String> afters = texts(after);
        befores.stream()
                .filter(text -> !afters.contains(text))
                .forEach(text -> differences.add(before.name() + ": " + text + " only in staging"));
        afters.stream()
                .filter(text -> !befores.contains(text))
                .forEach(text -> differences.add(before.name() + ": " + text + " only in the target"));
    }

    /** Gives generated columns, rules, options and partitions; the rest is compared by the catalogue. */
    private Set<String> texts(Table table) {
        TableText text = TableText.of(table.createSql());
        Set<String> texts = new LinkedHashSet<>();
        for (TableText.Element element : text.elements()) {
            boolean generated = element.indexOf("GENERATED") >= 0 || element.indexOf("CHECK") >= 0;
            if (generated || element.kind() == TableText.Kind.RULE) {
                texts.add(text.render(collations.respell(element.tokens())));
            }
        }
        List<Token> options = collations.respell(Fingerprint.withoutCounter(text.options()));
        texts.add(text.render(options));
        texts.add(text.render(text.partitions()));
        return texts;
    }

    private void differ(String subject, String before, String after) {
        if (!before.equals(after)) {
            differences.add(subject + ": " + before + " in staging, " + after + " in the target");
        }
    }

    private static String names(Table table) {
        return table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static List<String> sorted(Table table) {
        return table.columns().stream().map(Column::name).sorted().toList();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new LinkedHashSet<>(one);
        union.addAll(other);
        return union;
    }
}
