package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.schema.TableText.Element;
import dev.dbmerge.internal.schema.TableText.Kind;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the statements that build a table of staging in the target: the table, later its keys, later its foreign keys.
 *
 * <p>They are what the source's SHOW CREATE TABLE prints, in the words of the target's server.
 */
public final class TableDdl {
    private final Table table;
    private final String target;
    private final Collations collations;
    private final TableText text;
    private final Set<String> notHeld;
    private final List<Element> keptKeys;
    private final List<String> losses = new ArrayList<>();
    private final List<String> elements;

    /**
     * Cuts the table's text.
     *
     * @param target the schema to build in
     * @param collations those of the target's server
     */
    public TableDdl(Table table, String target, Collations collations) {
        this.table = table;
        this.target = target;
        this.collations = collations;
        this.text = TableText.of(table.createSql());
        this.notHeld = FunctionalKeys.notHeld(table, collations);
        notHeld.forEach(name -> losses.add("index " + table.name() + "." + name + ", which is on an expression"));
        this.keptKeys = KeptKeys.of(table, text).stream().filter(this::held).toList();
        this.elements = text.elements().stream().flatMap(this::inCreate).toList();
    }

    /**
     * Gives CREATE TABLE with columns, primary key, rules, options and partitions.
     *
     * <p>Of other keys it has those that AUTO_INCREMENT needs, and in a table without primary key the unique ones, since
     * the engine orders the rows by one of them.
     *
     * @param autoIncrement where the counter begins, unsigned
     */
    public String create(OptionalLong autoIncrement) {
        return create(name(), elements, autoIncrement);
    }

    private String create(String name, List<String> parts, OptionalLong autoIncrement) {
        StringBuilder sql = new StringBuilder("CREATE TABLE ").append(name).append(" (\n  ");
        sql.append(String.join(",\n  ", parts)).append("\n)");
        appendTo(sql, " ", text.render(options()));
        autoIncrement.ifPresent(next -> sql.append(" AUTO_INCREMENT=").append(Long.toUnsignedString(next)));
        appendTo(sql, "\n", text.render(collations.respell(text.partitions())));
        return sql.toString();
    }

    /**
     * Gives CREATE TABLE with all keys and foreign keys, in the table's own order, for whatever database is the default one.
     *
     * <p>What would have to be left out on the target's server is.
     *
     * @param schema where the table stands, whose name before sequences is left out
     */
    public String whole(String schema) {
        List<String> all = text.elements().stream()
                .flatMap(element -> switch (element.kind()) {
                    case KEY, FULLTEXT_KEY, VECTOR_KEY -> held(element) ? Stream.of(key(element)) : Stream.empty();
                    case FOREIGN_KEY -> Stream.of(text.render(element.tokens()));
                    case COLUMN ->
                        Stream.of(text.render(
                                unplaced(new ColumnDdl(table, collations, new ArrayList<>()).column(element), schema)));
                    default -> inCreate(element);
                })
                .toList();
        return create(Names.quote(table.name()), all, table.autoIncrement());
    }

    /** Gives the statements that add the other keys: all plain ones in one, then each FULLTEXT and VECTOR key. */
    public List<String> addKeys() {
        List<String> statements = new ArrayList<>();
        List<Element> plain = text.elements(Kind.KEY).stream()
                .filter(key -> !keptKeys.contains(key) && held(key))
                .toList();
        if (!plain.isEmpty()) {
            statements.add(plain.stream().map(this::key).collect(Collectors.joining(",\n  ADD ", alter(), "")));
        }
        Stream.of(Kind.FULLTEXT_KEY, Kind.VECTOR_KEY)
                .flatMap(kind -> text.elements(kind).stream())
                .forEach(key -> statements.add(alter() + key(key)));
        return statements;
    }

    /** Tells whether CREATE TABLE has unique keys beside the primary one. */
    public boolean createsUnique() {
        return keptKeys.stream().anyMatch(TableDdl::unique);
    }

    /** Gives the statement that drops the unique ones of the keys that {@link #addKeys} adds; empty where there are none. */
    public Optional<String> dropUniqueKeys() {
        return alterUnique("DROP KEY ", key -> Names.quote(FunctionalKeys.name(key)));
    }

    /** Gives the statement that adds them again. */
    public Optional<String> addUniqueKeys() {
        return alterUnique("ADD ", this::key);
    }

    private Optional<String> alterUnique(String word, Function<Element, String> form) {
        List<String> parts = text.elements(Kind.KEY).stream()
                .filter(key -> unique(key) && !keptKeys.contains(key) && held(key))
                .map(key -> word + form.apply(key))
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("ALTER TABLE " + name() + "\n  " + String.join(",\n  ", parts));
    }

    private static boolean unique(Element key) {
        return key.tokens().get(0).is("UNIQUE");
    }

    /** Gives the statements that add the foreign keys; one that points into staging points into the target. */
    public List<String> addForeignKeys() {
        return addForeignKeys(parent -> true);
    }

    /**
     * Does the same with some of the foreign keys.
     *
     * @param wanted is asked with the parent's name; one in another schema has that before it and a dot
     */
    public List<String> addForeignKeys(Predicate<String> wanted) {
        List<Element> foreignKeys = text.elements(Kind.FOREIGN_KEY).stream()
                .filter(element -> wanted.test(parent(element)))
                .toList();
        if (foreignKeys.isEmpty()) {
            return List.of();
        }
        return List.of(
                foreignKeys.stream().map(this::foreignKey).collect(Collectors.joining(",\n  ADD ", alter(), "")));
    }

    /** Gives the parents in other schemas that foreign keys point at, and sequences there that defaults use, as {@code schema.table}. */
    public static List<String> foreignNames(Table table, String staging) {
        Stream<String> parents = table.foreignKeys().stream()
                .filter(key -> !key.parentSchema().equals(staging))
                .map(key -> key.parentSchema() + "." + key.parentTable());
        Stream<String> sequences = TableText.of(table.createSql()).elements(Kind.COLUMN).stream()
                .map(Element::tokens)
                .flatMap(tokens -> sequenceSchemas(tokens).stream()
                        .filter(at -> !tokens.get(at).name().equals(staging))
                        .map(at ->
                                tokens.get(at).name() + "." + tokens.get(at + 2).name()));
        return Stream.concat(parents, sequences).toList();
    }

    /** Gives what the target's server cannot hold and the statements leave out, one clause an entry. */
    public List<String> losses() {
        return List.copyOf(losses);
    }

    private boolean held(Element key) {
        return !notHeld.contains(FunctionalKeys.name(key));
    }

    private Stream<String> inCreate(Element element) {
        return switch (element.kind()) {
            case COLUMN -> Stream.of(text.render(moved(new ColumnDdl(table, collations, losses).column(element))));
            case RULE -> rule(element);
            case PRIMARY_KEY -> Stream.of(key(element));
            case KEY -> keptKeys.contains(element) ? Stream.of(key(element)) : Stream.empty();
            default -> Stream.empty();
        };
    }

    /** Lets a default that takes a sequence's value take it from the target's. */
    private List<Token> moved(List<Token> column) {
        List<Token> tokens = new ArrayList<>(column);
        for (int at : sequenceSchemas(column)) {
            Token name = tokens.get(at);
            tokens.set(at, new Token(name.kind(), Names.quote(target), name.start(), name.end()));
        }
        return tokens;
    }

    /** Lets a default that takes a value of a sequence of the same database take it from the default database's. */
    private static List<Token> unplaced(List<Token> column, String schema) {
        List<Token> tokens = new ArrayList<>(column);
        for (int at : sequenceSchemas(column)) {
            Token name = tokens.get(at);
            if (name.name().equals(schema)) {
                tokens.set(at, new Token(name.kind(), "", name.start(), name.end()));
                Token dot = tokens.get(at + 1);
                tokens.set(at + 1, new Token(dot.kind(), "", dot.start(), dot.end()));
            }
        }
        return tokens;
    }

    /** Gives where databases stand before sequences in a column's default. */
    private static List<Integer> sequenceSchemas(List<Token> column) {
        List<Integer> places = new ArrayList<>();
        for (int i = 2; i + 1 < column.size(); i++) {
            boolean of = column.get(i - 2).is("NEXTVAL") || column.get(i - 2).is("LASTVAL");
            if (of && column.get(i - 1).is('(') && column.get(i + 1).is('.')) {
                places.add(i);
            }
        }
        return places;
    }

    /** MariaDB has no constraint that is not enforced; enforced, it could refuse rows that staging holds. */
    private Stream<String> rule(Element rule) {
        List<Token> tokens = rule.tokens();
        if (rule.indexOf("ENFORCED") >= 0 && !collations.version().mysqlAtLeast(8, 0, 16)) {
            losses.add("check " + table.name() + "." + rule.name() + ", which is not enforced");
            return Stream.empty();
        }
        // MariaDB numbers nameless checks by table, MySQL wants names that are unique in the schema.
        boolean numbered = tokens.get(0).is("CONSTRAINT") && rule.name().matches("CONSTRAINT_\\d+");
        List<Token> kept = numbered && !collations.mariadb() ? tokens.subList(2, tokens.size()) : tokens;
        return Stream.of(text.render(collations.respell(kept)));
    }

    private String key(Element key) {
        List<Token> tokens = new ArrayList<>(collations.respell(key.tokens()));
        boolean knowsHidden = collations.mariadb() || collations.version().mysqlAtLeast(8, 0, 0);
        String hidden = collations.mariadb() ? "IGNORED" : "INVISIBLE";
        for (String word : List.of("INVISIBLE", "IGNORED")) {
            int at = TableText.indexOf(tokens, 0, word);
            if (at >= 0) {
                Token old = tokens.remove(at);
                if (knowsHidden) {
                    tokens.add(at, new Token(old.kind(), hidden, old.start(), old.end()));
                }
            }
        }
        return text.render(tokens);
    }

    private static String parent(Element element) {
        int parent = element.indexOf("REFERENCES") + 1;
        List<Token> tokens = element.tokens();
        String name = tokens.get(parent).name();
        return tokens.get(parent + 1).is('.')
                ? name + "." + tokens.get(parent + 2).name()
                : name;
    }

    private String foreignKey(Element element) {
        List<Token> tokens = new ArrayList<>(element.tokens());
        int parent = element.indexOf("REFERENCES") + 1;
        if (!tokens.get(parent + 1).is('.')) {
            Token name = tokens.get(parent);
            tokens.set(parent, new Token(name.kind(), Names.quote(target, name.name()), name.start(), name.end()));
        }
        return text.render(tokens);
    }

    /** The text's CHARSET without COLLATE means the source server's default, so the catalogue's collation stands for both. */
    private List<Token> options() {
        List<Token> options = new ArrayList<>(Fingerprint.withoutCounter(text.options()));
        int charset = TableText.indexOf(options, 0, "CHARSET");
        if (charset >= 0) {
            boolean collate =
                    charset + 3 < options.size() && options.get(charset + 3).is("COLLATE");
            Token first = options.get(charset);
            Token last = options.get(charset + (collate ? 5 : 2));
            options.subList(charset, charset + (collate ? 6 : 3)).clear();
            String clause = collations.clause(table.collation());
            options.add(charset, new Token(Token.Kind.WORD, clause, first.start(), last.end()));
        }
        return options;
    }

    private String name() {
        return Names.quote(target, table.name());
    }

    private String alter() {
        return "ALTER TABLE " + name() + "\n  ADD ";
    }

    private static void appendTo(StringBuilder sql, String gap, String part) {
        if (!part.isEmpty()) {
            sql.append(gap).append(part);
        }
    }
}
