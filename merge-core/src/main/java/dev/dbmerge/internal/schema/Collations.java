package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The character sets and collations that the target's server knows, and what stands for those that it does not. */
public final class Collations {
    private final ServerVersion version;
    private final Map<String, String> charsetByCollation;
    private final Map<String, String> defaultByCharset;

    /**
     * Makes the value.
     *
     * @param charsetByCollation every collation that the server knows, with its character set
     * @param defaultByCharset every character set's default collation
     */
    Collations(ServerVersion version, Map<String, String> charsetByCollation, Map<String, String> defaultByCharset) {
        this.version = Objects.requireNonNull(version, "version");
        this.charsetByCollation = Map.copyOf(charsetByCollation);
        this.defaultByCharset = Map.copyOf(defaultByCharset);
    }

    /** Asks the target's server. */
    public static Collations of(Session target) {
        Map<String, String> charsets = new HashMap<>();
        Map<String, String> defaults = new HashMap<>();
        String doing = "read the collations that the server knows";
        target.fetch(
                        doing,
                        "SELECT COLLATION_NAME, CHARACTER_SET_NAME FROM information_schema.COLLATIONS"
                                + " WHERE CHARACTER_SET_NAME IS NOT NULL")
                .forEach(row -> charsets.put(row.get(0, String.class), row.get(1, String.class)));
        target.fetch(doing, "SELECT CHARACTER_SET_NAME, DEFAULT_COLLATE_NAME FROM information_schema.CHARACTER_SETS")
                .forEach(row -> defaults.put(row.get(0, String.class), row.get(1, String.class)));
        if (target.server().version().mariadbAtLeast(10, 10, 0)) {
            // From here on COLLATIONS holds uca1400_ai_ci, which stands for utf8mb4_uca1400_ai_ci and its like.
            target.fetch(
                            doing,
                            "SELECT FULL_COLLATION_NAME, CHARACTER_SET_NAME"
                                    + " FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY")
                    .forEach(row -> charsets.put(row.get(0, String.class), row.get(1, String.class)));
        }
        return new Collations(target.server().version(), charsets, defaults);
    }

    /** Gives the version of the server that was asked. */
    public ServerVersion version() {
        return version;
    }

    /** Tells whether the server is a MariaDB. */
    boolean mariadb() {
        return version.product() == Product.MARIADB;
    }

    /** Gives the server's name for a character set: utf8 and utf8mb3 are one. */
    public String charset(String charset) {
        String name = charset.toLowerCase(Locale.ROOT);
        if (defaultByCharset.containsKey(name)) {
            return name;
        }
        return switch (name) {
            case "utf8" -> "utf8mb3";
            case "utf8mb3" -> "utf8";
            default -> name;
        };
    }

    /** Gives the collation, under the server's name for it, or the nearest that the server has. */
    public String collation(String collation) {
        String name = renamed(collation.toLowerCase(Locale.ROOT));
        if (charsetByCollation.containsKey(name)) {
            return name;
        }
        return NearestCollation.candidates(name)
                .filter(charsetByCollation::containsKey)
                .findFirst()
                .or(() -> Optional.ofNullable(defaultByCharset.get(charset(charsetOf(name)))))
                .orElse(name);
    }

    /** Tells whether the server knows a collation, under whatever name. */
    public boolean knows(String collation) {
        return charsetByCollation.containsKey(renamed(collation.toLowerCase(Locale.ROOT)));
    }

    /** Gives {@code CHARACTER SET x COLLATE y} for a collation of any server. */
    public String clause(String collation) {
        String known = collation(collation);
        String charset = charsetByCollation.getOrDefault(known, charset(charsetOf(known)));
        return "CHARACTER SET " + charset(charset) + " COLLATE " + known;
    }

    /**
     * Gives the collations of a schema that the server does not know, each with what takes its place.
     *
     * <p>They sort and compare differently: a unique key may refuse rows, a query may find others.
     */
    public Map<String, String> substitutions(Schema schema) {
        Map<String, String> substitutions = new TreeMap<>();
        Stream<String> used = Stream.of(
                        Stream.of(schema.collation()),
                        schema.tables().values().stream().map(Table::collation),
                        schema.tables().values().stream()
                                .flatMap(table -> table.columns().stream())
                                .flatMap(column -> column.collation().stream()))
                .flatMap(names -> names);
        used.filter(name -> !name.isEmpty() && !renamed(name).equals(collation(name)))
                .forEach(name -> substitutions.put(name, collation(name)));
        return substitutions;
    }

    /** Spells character sets and collations in a statement as the server does; all else stays to the letter. */
    public String respell(String statement) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Token token : respell(SqlText.tokens(statement))) {
            text.append(statement, from, token.start()).append(token.text());
            from = token.end();
        }
        return text.append(statement.substring(from)).toString();
    }

    /** Spells character sets and collations in expressions and bodies as the server does. */
    List<Token> respell(List<Token> tokens) {
        List<Token> respelled = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            respelled.add(respell(tokens, i));
        }
        return respelled;
    }

    private Token respell(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.WORD) {
            return token;
        }
        if (token.text().equalsIgnoreCase("_utf8") || token.text().equalsIgnoreCase("_utf8mb3")) {
            return spelled(token, "_" + charset(token.text().substring(1)));
        }
        int before = at - 1 - (at > 0 && tokens.get(at - 1).is('=') ? 1 : 0);
        if (before < 0) {
            return token;
        }
        Token keyword = tokens.get(before);
        if (keyword.is("COLLATE") && !token.is("binary")) {
            return spelled(token, collation(token.text()));
        }
        boolean characterSet =
                keyword.is("SET") && before > 0 && tokens.get(before - 1).is("CHARACTER");
        if (characterSet
                || keyword.is("CHARSET")
                || keyword.is("USING") && token.upper().startsWith("UTF8")) {
            return spelled(token, charset(token.text()));
        }
        return token;
    }

    private static Token spelled(Token token, String text) {
        return token.text().equalsIgnoreCase(text) ? token : new Token(token.kind(), text, token.start(), token.end());
    }

    private String renamed(String collation) {
        if (!charsetByCollation.containsKey(collation)) {
            String charset = charsetOf(collation);
            String other = charset(charset);
            if (!other.equals(charset)) {
                return other + collation.substring(charset.length());
            }
        }
        return collation;
    }

    private static String charsetOf(String collation) {
        int end = collation.indexOf('_');
        return end < 0 ? collation : collation.substring(0, end);
    }
}
