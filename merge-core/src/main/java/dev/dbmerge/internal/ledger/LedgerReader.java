package dev.dbmerge.internal.ledger;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.ledger.Ledgers.Environment;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Record;

/** Reads the tables in which applications note their migrations, by SELECT alone. */
public final class LedgerReader {
    private static final String METADATA = "ar_internal_metadata";
    private static final Set<String> TAKEN_BACK = Set.of("DELETE", "SCHEMA");

    private final Session session;
    private final Schema schema;
    private final List<String> refused = new ArrayList<>();

    /**
     * Makes the reader.
     *
     * @param schema the structure of the database to read, which says which ledgers there are
     */
    public LedgerReader(Session session, Schema schema) {
        this.session = session;
        this.schema = schema;
    }

    /**
     * Gives the tables that hold what {@link #read} reads.
     *
     * @return in the order of their names
     */
    public static List<Table> tables(Schema schema) {
        return Stream.concat(
                        Stream.of(LedgerKind.values()).flatMap(kind -> kind.in(schema).stream()),
                        metadata(schema).stream())
                .toList();
    }

    /** Reads every ledger; one that the server refuses is named in the result. */
    public Ledgers read() {
        List<Ledger> ledgers = new ArrayList<>();
        for (LedgerKind kind : LedgerKind.values()) {
            List<Table> tables = kind.in(schema);
            List<Ledger> read =
                    tables.stream().flatMap(table -> read(kind, table).stream()).toList();
            if (read.size() == 1) {
                ledgers.add(read.get(0));
            } else if (!read.isEmpty()) {
                ledgers.add(joined(kind, read));
            }
        }
        Optional<Environment> environment = metadata(schema).flatMap(this::environment);
        return new Ledgers(ledgers, environment, refused);
    }

    /** A tool that renamed its table left the old one behind. */
    private static Ledger joined(LedgerKind kind, List<Ledger> ledgers) {
        return new Ledger(
                kind,
                ledgers.stream().map(Ledger::table).collect(Collectors.joining(", ")),
                ledgers.stream()
                        .flatMap(ledger -> ledger.applied().stream())
                        .distinct()
                        .toList(),
                ledgers.stream().flatMap(ledger -> ledger.baseline().stream()).findFirst());
    }

    private Optional<Ledger> read(LedgerKind kind, Table table) {
        try {
            return Optional.of(
                    switch (kind) {
                        case RAILS, DOCTRINE -> ledger(kind, table, fetch(table, List.of("version"), "version"));
                        case FLYWAY -> flyway(table);
                        case LIQUIBASE -> liquibase(table);
                        case DJANGO -> django(table);
                        case LARAVEL -> ledger(kind, table, fetch(table, List.of("migration"), "batch", "migration"));
                    });
        } catch (MergeException e) {
            refuse(e);
            return Optional.empty();
        }
    }

    private void refuse(MergeException e) {
        if (e.code() != ErrorCode.PRIVILEGE && e.code() != ErrorCode.STEP) {
            throw e;
        }
        refused.add(e.problem());
    }

    private static Ledger ledger(LedgerKind kind, Table table, List<Record> rows) {
        List<Migration> applied =
                rows.stream().map(row -> new Migration(text(row, 0), "")).toList();
        return new Ledger(kind, table.name(), applied, Optional.empty());
    }

    /** A later row can take an earlier one back: one that was undone, or that a repair marked as deleted. */
    private Ledger flyway(Table table) {
        Map<String, Migration> applied = new LinkedHashMap<>();
        Optional<String> baseline = Optional.empty();
        for (Record row :
                fetch(table, List.of("version", "description", "type", "script", "success"), "installed_rank")) {
            String type = text(row, 2);
            String id = row.get(0) == null ? text(row, 3) : text(row, 0);
            if (type.startsWith("UNDO") || TAKEN_BACK.contains(type)) {
                applied.remove(id);
            } else if (row.get(4, Boolean.class)) {
                applied.remove(id);
                applied.put(id, new Migration(id, text(row, 1)));
                baseline = type.equals("BASELINE") ? Optional.of(id) : baseline;
            }
        }
        return new Ledger(LedgerKind.FLYWAY, table.name(), List.copyOf(applied.values()), baseline);
    }

    private Ledger liquibase(Table table) {
        List<Migration> applied = new ArrayList<>();
        boolean described = table.column("description").isPresent();
        List<String> columns = new ArrayList<>(List.of("filename", "id", "author", "exectype"));
        if (described) {
            columns.add("description");
        }
        for (Record row : fetch(table, columns, "orderexecuted")) {
            String type = text(row, 3);
            if (!type.equals("FAILED") && !type.equals("SKIPPED")) {
                String id = text(row, 0) + "::" + text(row, 1) + "::" + text(row, 2);
                applied.add(new Migration(id, described ? text(row, 4) : ""));
            }
        }
        return new Ledger(LedgerKind.LIQUIBASE, table.name(), applied, Optional.empty());
    }

    private Ledger django(Table table) {
        List<Migration> applied = fetch(table, List.of("app", "name"), "id").stream()
                .map(row -> new Migration(text(row, 0) + "." + text(row, 1), ""))
                .toList();
        return new Ledger(LedgerKind.DJANGO, table.name(), applied, Optional.empty());
    }

    private static Optional<Table> metadata(Schema schema) {
        return schema.tables().values().stream()
                .filter(table -> table.name().equalsIgnoreCase(METADATA))
                .filter(table ->
                        table.column("key").isPresent() && table.column("value").isPresent())
                .findFirst();
    }

    private Optional<Environment> environment(Table table) {
        try {
            Optional<String> value = fetch(table, List.of("key", "value"), "key").stream()
                    .filter(row -> text(row, 0).equalsIgnoreCase("environment"))
                    .map(row -> text(row, 1))
                    .findFirst();
            return Optional.of(new Environment(table.name(), value));
        } catch (MergeException e) {
            refuse(e);
            return Optional.empty();
        }
    }

    private List<Record> fetch(Table table, List<String> columns, String... order) {
        return session.fetch(
                "read the ledger " + schema.name() + "." + table.name(),
                "SELECT " + Names.quoteAll(columns) + " FROM " + Names.quote(schema.name(), table.name()) + " ORDER BY "
                        + Names.quoteAll(List.of(order)));
    }

    private static String text(Record row, int column) {
        String text = row.get(column, String.class);
        return text == null ? "" : text;
    }
}
