package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.sql.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A short text that changes when a schema's structure does; rows and AUTO_INCREMENT counters do not count. */
public final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Gives 64 hexadecimal digits. */
    public static String of(Schema schema) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(schema.charset(), schema.collation());
        schema.tables().values().forEach(fingerprint::addTable);
        for (CodeObject object : schema.code()) {
            fingerprint.add(
                    object.kind().name(), object.name(), object.createSql(), object.sqlMode(), object.definer());
            fingerprint.add(object.collation(), object.timeZone());
        }
        schema.sequences()
                .values()
                .forEach(sequence -> fingerprint.add("SEQUENCE", sequence.name(), sequence.definition()));
        schema.hidden().forEach(fingerprint::add);
        schema.uncopied().forEach(fingerprint::add);
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    /** Gives a short hash of texts, with {@code #} before it. */
    public static String ofTexts(String... texts) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(texts);
        return "#" + HexFormat.of().formatHex(fingerprint.digest.digest()).substring(0, 16);
    }

    /** Gives the same of a table's structure as a server prints it, whatever its counter. */
    public static String ofTable(String createSql) {
        TableText text = TableText.of(createSql);
        List<String> parts = new java.util.ArrayList<>();
        text.elements().forEach(element -> parts.add(text.render(element.tokens())));
        parts.add(text.render(withoutCounter(text.options())));
        parts.add(text.render(text.partitions()));
        return ofTexts(parts.toArray(String[]::new));
    }

    private void addTable(Table table) {
        TableText text = TableText.of(table.createSql());
        add(table.name(), table.collation());
        text.elements().forEach(element -> add(text.render(element.tokens())));
        add(text.render(withoutCounter(text.options())), text.render(text.partitions()));
        table.columns().forEach(column -> add(column.collation().orElse("")));
    }

    /** Gives the options without {@code AUTO_INCREMENT=7}. */
    static List<Token> withoutCounter(List<Token> options) {
        int at = TableText.indexOf(options, 0, "AUTO_INCREMENT");
        if (at < 0) {
            return options;
        }
        List<Token> rest = new java.util.ArrayList<>(options.subList(0, at));
        rest.addAll(options.subList(at + 3, options.size()));
        return rest;
    }

    /** Lengths stand before texts, so that no two lists of texts look alike. */
    private void add(String... texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
    }
}
