package dev.dbmerge.internal.dump;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a dump that was loaded; it stands in a table of dbmerge's in the database that it was loaded into.
 *
 * @param hash of the dump's files
 * @param source the database that was dumped, as far as the dump says it
 * @param maker the program that made it, such as {@code MySQL dump 10.13  Distrib 5.7.22}; empty where it says nothing
 * @param rows rows that were inserted
 * @param traits what the dump leaves open or lost
 * @param collations those that the server does not know, each with what stands for it
 * @param enumZeros columns with values that are no member of their ENUM, as {@code table.column}
 * @param events those that the dumped database had switched on
 */
record LoadedDump(
        String hash,
        Optional<String> source,
        Optional<String> maker,
        long rows,
        List<Trait> traits,
        Map<String, String> collations,
        List<String> enumZeros,
        List<String> events) {
    /** Marks a database as one that dbmerge loaded a dump into. */
    static final String MARK = Schema.JOURNAL_PREFIX + "dump";

    private static final String BETWEEN = "\n";

    LoadedDump {
        traits = List.copyOf(traits);
        collations = Map.copyOf(collations);
        enumZeros = List.copyOf(enumZeros);
        events = List.copyOf(events);
    }

    /** Something that a dump leaves open. */
    enum Trait {
        /** Nothing says that it came to its end. */
        END_UNKNOWN,
        /** Nothing says in which time zone its TIMESTAMPs are written. */
        TIME_ZONE_UNKNOWN,
        /** Nothing says which collation the database gives to new tables. */
        DEFAULTS_UNKNOWN
    }

    /** Gives the statement that makes the table. */
    static String createMark(String schema) {
        return "CREATE TABLE " + Names.quote(schema, MARK)
                + " (item VARCHAR(32) CHARACTER SET ascii PRIMARY KEY, content LONGTEXT CHARACTER SET utf8mb4) ENGINE=InnoDB";
    }

    /** Reads what stands in a database; empty where no dump was loaded into it as a whole. */
    static Optional<LoadedDump> read(Session session, String schema) {
        String doing = "look for a dump that is loaded in " + schema;
        boolean marked = session.number(
                        doing,
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = " + Names.literal(schema)
                                + " AND table_name = " + Names.literal(MARK))
                > 0;
        if (!marked) {
            return Optional.empty();
        }
        Map<String, String> items = new TreeMap<>();
        session.fetch(doing, "SELECT item, content FROM " + Names.quote(schema, MARK))
                .forEach(row -> items.put(row.get(0, String.class), row.get(1, String.class)));
        if (!items.containsKey("hash")) {
            return Optional.empty();
        }
        Map<String, String> collations = new TreeMap<>();
        list(items, "collations").forEach(pair -> collations.put(pair.split(" ")[0], pair.split(" ")[1]));
        return Optional.of(new LoadedDump(
                items.get("hash"),
                Optional.of(items.get("source")).filter(text -> !text.isEmpty()),
                Optional.of(items.get("maker")).filter(text -> !text.isEmpty()),
                Long.parseLong(items.get("rows")),
                list(items, "traits").stream().map(Trait::valueOf).toList(),
                collations,
                list(items, "enum_zeros"),
                list(items, "events")));
    }

    private static List<String> list(Map<String, String> items, String item) {
        String text = items.get(item);
        return text.isEmpty() ? List.of() : List.of(text.split(BETWEEN));
    }

    /** Writes it down, which says that the dump is loaded as a whole. */
    void write(Session session, String schema) {
        Map<String, String> items = new TreeMap<>();
        items.put("hash", hash);
        items.put("source", source.orElse(""));
        items.put("maker", maker.orElse(""));
        items.put("rows", Long.toString(rows));
        items.put(
                "traits", String.join(BETWEEN, traits.stream().map(Trait::name).toList()));
        items.put(
                "collations",
                String.join(
                        BETWEEN,
                        collations.entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .toList()));
        items.put("enum_zeros", String.join(BETWEEN, enumZeros));
        items.put("events", String.join(BETWEEN, events));
        StringBuilder values = new StringBuilder();
        items.forEach((item, content) -> values.append(values.isEmpty() ? "" : ", ")
                .append("(")
                .append(Names.literal(item))
                .append(", ")
                .append(Names.literal(content))
                .append(")"));
        session.execute(
                "note that the dump is loaded",
                "INSERT INTO " + Names.quote(schema, MARK) + " (item, content) VALUES " + values);
    }
}
