package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.schema.TableText.Element;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jooq.Record;

/** Reads a schema's base tables: three queries for all of them, and SHOW CREATE TABLE for each. */
final class TableReader {
    private static final Set<String> FOUR_BYTES = Set.of("utf8mb4", "utf16", "utf16le", "utf32", "gb18030");

    private final Session session;
    private final String schema;
    private final boolean mariadb;
    private final List<String> uncopied = new ArrayList<>();
    private final Map<String, Sequence> sequences = new LinkedHashMap<>();

    TableReader(Session session, String schema) {
        this.session = session;
        this.schema = schema;
        this.mariadb = session.server().version().product() == Product.MARIADB;
    }

    /** Gives the tables; dbmerge's own are left out. */
    Map<String, Table> tables() {
        Map<String, List<Column>> columns = columns();
        Map<String, List<Key>> keys = keys();
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Record row : fetch(
                "tables",
                "SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COLLATION, TABLE_ROWS, AUTO_INCREMENT"
                        + " FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME")) {
            String name = row.get(0, String.class);
            if (isTable(name, row.get(1, String.class))) {
                tables.put(name, table(row, columns.getOrDefault(name, List.of()), keys.getOrDefault(name, List.of())));
            }
        }
        return tables;
    }

    /** Gives the sequences; to be asked after {@link #tables}. */
    Map<String, Sequence> sequences() {
        return sequences;
    }

    /** Gives what stands beside the tables and is not copied; to be asked after {@link #tables}. */
    List<String> uncopied() {
        return List.copyOf(uncopied);
    }

    private boolean isTable(String name, String type) {
        if (type.equals("SEQUENCE")) {
            sequences.put(name, Sequence.read(session, schema, name));
        } else if (type.equals("SYSTEM VERSIONED")) {
            uncopied.add(Schema.HISTORY + name);
        }
        return (type.equals("BASE TABLE") || type.equals("SYSTEM VERSIONED"))
                && !name.startsWith(Schema.JOURNAL_PREFIX);
    }

    private Table table(Record row, List<Column> columns, List<Key> keys) {
        String name = row.get(0, String.class);
        String createSql = session.fetch(
                        "read the structure of " + schema + "." + name,
                        "SHOW CREATE TABLE " + Names.quote(schema, name))
                .get(0)
                .get(1, String.class);
        TableText text = TableText.of(createSql);
        columns.stream()
                .filter(column -> hidesCharacters(text, column))
                .forEach(column -> uncopied.add("perhaps a character of four bytes in the definition of " + name + "."
                        + column.name() + ", for which the server prints ?"));
        String counter = row.get(5, String.class);
        return new Table(
                name,
                text(row, 2),
                text(row, 3),
                row.get(4) == null ? 0 : row.get(4, Long.class),
                counter == null ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(counter)),
                columns,
                keys,
                foreignKeys(name, text),
                createSql);
    }

    /**
     * Tells whether the column's labels, default or expression have a question mark that may be none.
     *
     * <p>SHOW CREATE and the catalogue go through three-byte utf8: an emoji in an ENUM is lost on every server, in a default
     * on all but MySQL 9.7, which prints it in hexadecimal.
     */
    private static boolean hidesCharacters(TableText text, Column column) {
        if (!FOUR_BYTES.contains(column.charset().orElse(""))) {
            return false;
        }
        return text.elements(TableText.Kind.COLUMN).stream()
                .filter(element -> element.name().equals(column.name()))
                .map(Element::tokens)
                .anyMatch(tokens -> IntStream.range(1, tokens.size())
                        .filter(i -> !tokens.get(i - 1).is("COMMENT"))
                        .anyMatch(i -> tokens.get(i).kind() == Token.Kind.STRING
                                && tokens.get(i).text().contains("?")));
    }

    private Map<String, List<Column>> columns() {
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        for (Record row : fetch(
                "columns",
                "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, DATA_TYPE, CHARACTER_SET_NAME, COLLATION_NAME, IS_NULLABLE,"
                        + " COLUMN_DEFAULT, EXTRA FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ?"
                        + " ORDER BY TABLE_NAME, ORDINAL_POSITION")) {
            columns.computeIfAbsent(row.get(0, String.class), name -> new ArrayList<>())
                    .add(column(row));
        }
        return columns;
    }

    private Column column(Record row) {
        // EXTRA is a list of words: DEFAULT_GENERATED on update CURRENT_TIMESTAMP; STORED GENERATED, INVISIBLE;
        // auto_increment
        Set<String> extra =
                Set.copyOf(List.of(text(row, 8).toUpperCase(Locale.ROOT).split("[ ,]+")).stream()
                        .distinct()
                        .toList());
        Optional<String> defaultValue = Optional.ofNullable(row.get(7, String.class));
        return new Column(
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, String.class).toLowerCase(Locale.ROOT),
                Optional.ofNullable(row.get(4, String.class)),
                Optional.ofNullable(row.get(5, String.class)),
                row.get(6, String.class).equals("YES"),
                mariadb ? defaultValue.filter(text -> !text.equals("NULL")) : defaultValue,
                extra.contains("VIRTUAL") || extra.contains("STORED") || extra.contains("PERSISTENT"),
                extra.contains("INVISIBLE"),
                extra.contains("AUTO_INCREMENT"));
    }

    private Map<String, List<Key>> keys() {
        Map<String, Map<String, List<Record>>> rows = new LinkedHashMap<>();
        for (Record row : fetch(
                "keys",
                "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, COLLATION, INDEX_TYPE, " + visible()
                        + " FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ?"
                        + " ORDER BY TABLE_NAME, INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX")) {
            rows.computeIfAbsent(row.get(0, String.class), name -> new LinkedHashMap<>())
                    .computeIfAbsent(row.get(1, String.class), name -> new ArrayList<>())
                    .add(row);
        }
        Map<String, List<Key>> keys = new LinkedHashMap<>();
        rows.forEach((table, byName) ->
                keys.put(table, byName.values().stream().map(TableReader::key).toList()));
        return keys;
    }

    private String visible() {
        if (mariadb) {
            return "IF(IGNORED = 'YES', 'NO', 'YES')";
        }
        return session.server().version().mysqlAtLeast(8, 0, 0) ? "IS_VISIBLE" : "'YES'";
    }

    private static Key key(List<Record> rows) {
        Record first = rows.get(0);
        return new Key(
                first.get(1, String.class),
                first.get(2, Integer.class) == 0,
                rows.stream()
                        .map(row -> row.get(3, String.class))
                        .filter(name -> name != null)
                        .toList(),
                first.get(6, String.class),
                rows.stream().map(TableReader::part).toList(),
                first.get(7, String.class).equals("YES"));
    }

    /** A part without a column is an expression (MySQL 8.0.13). */
    private static String part(Record row) {
        String column = row.get(3, String.class);
        String name = column == null ? "(...)" : column;
        // MySQL 5.7 and MariaDB give 32 for a spatial key.
        boolean whole = row.get(4) == null || "SPATIAL".equals(row.get(6, String.class));
        String length = whole ? "" : "(" + row.get(4, String.class) + ")";
        return name + length + ("D".equals(row.get(5, String.class)) ? " DESC" : "");
    }

    /** Read from the text: an account with SELECT alone sees no REFERENTIAL_CONSTRAINTS on some servers. */
    private List<ForeignKey> foreignKeys(String table, TableText text) {
        return text.elements(TableText.Kind.FOREIGN_KEY).stream()
                .map(element -> foreignKey(table, element))
                .toList();
    }

    private ForeignKey foreignKey(String table, Element element) {
        List<Token> tokens = element.tokens();
        int parent = element.indexOf("REFERENCES") + 1;
        boolean qualified = tokens.get(parent + 1).is('.');
        int parentTable = qualified ? parent + 2 : parent;
        return new ForeignKey(
                element.name(),
                table,
                TableText.names(tokens, element.indexOf("KEY") + 1),
                qualified ? tokens.get(parent).name() : schema,
                tokens.get(parentTable).name(),
                TableText.names(tokens, parentTable + 1),
                action(tokens, parentTable, "DELETE"),
                action(tokens, parentTable, "UPDATE"));
    }

    private static String action(List<Token> tokens, int from, String event) {
        int on = TableText.indexOf(tokens, from, event);
        if (on < 0) {
            return "RESTRICT";
        }
        String first = tokens.get(on + 1).upper();
        return first.equals("SET") || first.equals("NO")
                ? first + " " + tokens.get(on + 2).upper()
                : first;
    }

    private List<Record> fetch(String what, String query) {
        return session.fetch("read the " + what + " of " + schema, query, schema);
    }

    private static String text(Record row, int index) {
        String text = row.get(index, String.class);
        return text == null ? "" : text;
    }
}
