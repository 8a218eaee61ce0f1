package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.mapping.Rename.Likeness;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.ColumnMapping.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for columns that were renamed, and lets rows of the same key on both sides speak for or against it. */
public final class RenameQuestions {
    private static final int SAMPLE = 300;

    private final Session staging;
    private final Session production;
    private final String stagingSchema;

    public RenameQuestions(Session staging, Session production, String stagingSchema) {
        this.staging = staging;
        this.production = production;
        this.stagingSchema = stagingSchema;
    }

    /** Gives at most one rename for each of production's columns that have no place, the one for which most speaks. */
    public List<Rename> ask(Relation relation, Table target, TableMapping mapping) {
        List<Rename> renames = new ArrayList<>();
        for (Column from : mapping.withoutPlace()) {
            List<Rename> found = new ArrayList<>();
            candidates(from, relation.table(), target, mapping)
                    .forEach((to, likeness) -> found.add(compared(relation, target, from, to, likeness)));
            found.stream()
                    .filter(one -> one.likeness() != Likeness.ONE_WORD || one.supported())
                    .min(Comparator.comparing((Rename one) -> !one.supported())
                            .thenComparing(Rename::refuted)
                            .thenComparing(Rename::likeness))
                    .ifPresent(renames::add);
        }
        return renames;
    }

    private static Map<Column, Likeness> candidates(Column from, Table production, Table target, TableMapping mapping) {
        Map<Column, Likeness> candidates = new LinkedHashMap<>();
        mapping.columns().stream()
                .filter(one -> one.source() == Source.DEFAULT)
                .map(ColumnMapping::column)
                .flatMap(name -> target.column(name).stream())
                .filter(to -> production.column(to.name()).isEmpty())
                .filter(to -> !to.autoIncrement() && SameType.of(from, to))
                .forEach(to -> likeness(from, production, to, target).ifPresent(like -> candidates.put(to, like)));
        return candidates;
    }

    /** Half of the longer name's words make a name similar; so does a name that holds the other. */
    private static Optional<Likeness> likeness(Column from, Table production, Column to, Table target) {
        if (samePlace(from, production, to, target)) {
            return Optional.of(Likeness.SAME_PLACE);
        }
        String a = from.name().toLowerCase(Locale.ROOT);
        String b = to.name().toLowerCase(Locale.ROOT);
        Set<String> words = new HashSet<>(Arrays.asList(a.split("_")));
        Set<String> others = new HashSet<>(Arrays.asList(b.split("_")));
        int longer = Math.max(words.size(), others.size());
        words.retainAll(others);
        if (a.contains(b) || b.contains(a) || words.size() * 2 >= longer) {
            return Optional.of(Likeness.SIMILAR_NAME);
        }
        return words.stream().anyMatch(word -> word.length() > 3) ? Optional.of(Likeness.ONE_WORD) : Optional.empty();
    }

    private static boolean samePlace(Column from, Table production, Column to, Table target) {
        return neighbour(production, from, -1).equals(neighbour(target, to, -1))
                && neighbour(production, from, 1).equals(neighbour(target, to, 1));
    }

    private static Optional<String> neighbour(Table table, Column column, int step) {
        int at = table.columns().indexOf(column) + step;
        return at < 0 || at >= table.columns().size()
                ? Optional.empty()
                : Optional.of(table.columns().get(at).name());
    }

    private Rename compared(Relation relation, Table target, Column from, Column to, Likeness likeness) {
        Optional<Key> key = target.primaryKey()
                .filter(primary -> primary.columns().stream()
                        .allMatch(name -> relation.table().column(name).isPresent()));
        if (key.isEmpty() || relation.table().primaryKey().isEmpty()) {
            return new Rename(from.name(), to.name(), likeness, 0, 0);
        }
        String text = "CONVERT(CONCAT_WS('-', " + Names.quoteAll(key.get().columns()) + ") USING utf8mb4)";
        Map<String, String> theirs = values(
                production,
                "SELECT " + text + ", " + hash(from) + " "
                        + relation.sql(Names.quote(from.name()) + " IS NOT NULL") + " ORDER BY "
                        + Names.quoteAll(key.get().columns()) + " LIMIT " + SAMPLE);
        if (theirs.isEmpty()) {
            return new Rename(from.name(), to.name(), likeness, 0, 0);
        }
        String keys = theirs.keySet().stream().map(Names::literal).collect(Collectors.joining(", "));
        String where = key.get().columns().size() == 1
                ? Names.quote(key.get().columns().get(0)) + " IN (" + keys + ")"
                : text + " IN (" + keys + ")";
        Map<String, String> ours = values(
                staging,
                "SELECT " + text + ", " + hash(to) + " FROM " + Names.quote(stagingSchema, target.name()) + " WHERE "
                        + where + " AND " + Names.quote(to.name()) + " IS NOT NULL");
        long equal = ours.entrySet().stream()
                .filter(row -> row.getValue().equals(theirs.get(row.getKey())))
                .count();
        return new Rename(from.name(), to.name(), likeness, ours.size(), equal);
    }

    private static String hash(Column column) {
        return "SHA2(CONVERT(CONCAT(" + Names.quote(column.name()) + ") USING binary), 256)";
    }

    private static Map<String, String> values(Session session, String query) {
        Map<String, String> values = new LinkedHashMap<>();
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    values.put(rows.getString(1), rows.getString(2));
                }
            }
            return values;
        } catch (SQLException e) {
            throw session.failure("compare columns that may have been renamed", e);
        }
    }
}
