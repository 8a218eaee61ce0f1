package dev.dbmerge.internal.copy;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.mapping.Conversion;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the values that would not survive their conversion into another character set, type or precision.
 *
 * <p>No server says so by itself: CONVERT writes {@code ?} for a character that the set lacks, and fractions of a second and of a
 * DECIMAL are rounded with a note at most. Only columns whose type changes are looked at, in one scan of their table.
 */
public final class LossCheck {
    private static final int KEYS = 5;
    private static final int KEY_LENGTH = 60;
    private static final Set<String> UNICODE =
            Set.of("utf8", "utf8mb3", "utf8mb4", "ucs2", "utf16", "utf16le", "utf32", "latin1");
    private static final Set<String> WIDE = Set.of("ucs2", "utf16", "utf16le", "utf32");

    private final Session source;

    /**
     * Makes the check.
     *
     * @param source a session whose reads belong to the moment that is copied
     */
    public LossCheck(Session source) {
        this.source = source;
    }

    /**
     * Looks at every converted column.
     *
     * @param read the table that is read
     * @param filled the table that is filled
     * @throws MergeException when a value would be changed; it names the column, how many values, and some keys
     */
    public void refuse(Transfer transfer, Table read, Table filled) {
        Map<Column, String> losses = losses(transfer, filled);
        if (losses.isEmpty()) {
            return;
        }
        String counts = losses.values().stream()
                .map(loss -> "COUNT(CASE WHEN " + loss + " THEN 1 END)")
                .collect(Collectors.joining(", "));
        String from = Names.quote(transfer.sourceSchema(), transfer.sourceTable());
        var row = source.fetchPlain(
                "look for values of " + transfer.sourceTable() + " that their conversion would change",
                "SELECT " + counts + " FROM " + from);
        int at = 0;
        for (Map.Entry<Column, String> loss : losses.entrySet()) {
            long count = row.get(at++, Long.class);
            if (count > 0) {
                throw lost(loss.getKey(), count, keys(read, from, loss.getValue()), read, filled);
            }
        }
    }

    private Map<Column, String> losses(Transfer transfer, Table filled) {
        Map<Column, String> losses = new LinkedHashMap<>();
        for (Transfer.Field field : transfer.fields()) {
            if (field.exact()) {
                continue;
            }
            Column column = filled.column(field.column()).orElseThrow();
            String value = "(" + field.plain() + ")";
            if (column.charset().isPresent() && !column.baseType().equals("json")) {
                String loss = textLoss(transfer, value, column.charset().get());
                if (!loss.isEmpty()) {
                    losses.put(column, loss);
                }
            } else {
                Conversion.cast(column, value)
                        .ifPresent(cast -> losses.put(column, "NOT (" + cast + " <=> " + value + ")"));
            }
        }
        return losses;
    }

    /** There and back: bytes differ where a character had no place. */
    private String textLoss(Transfer transfer, String value, String charset) {
        String of = charset(transfer, value);
        boolean whole = charset.equals(of) || charset.equals("utf8mb4") && UNICODE.contains(of);
        if (of.isEmpty() || whole) {
            return "";
        }
        String back = of.equals("binary") && WIDE.contains(charset) ? "utf8mb4" : of;
        return "NOT (CONVERT(CONVERT(CONVERT(" + value + " USING " + charset + ") USING " + back
                + ") USING binary) <=> CONVERT(CONVERT(" + value + " USING " + back + ") USING binary))";
    }

    /** Gives the character set of an expression, which only the server knows; empty where there is no row. */
    private String charset(Transfer transfer, String value) {
        String query = "SELECT CHARSET(" + value + ") FROM "
                + Names.quote(transfer.sourceSchema(), transfer.sourceTable()) + " LIMIT 1";
        List<String> found = texts("ask for the character set of " + transfer.sourceTable() + "'s values", query);
        return found.isEmpty() ? "" : found.get(0);
    }

    private List<String> keys(Table read, String from, String loss) {
        List<String> columns = read.primaryKey().map(Key::columns).orElse(List.of());
        if (columns.isEmpty()) {
            return List.of();
        }
        String key =
                columns.size() == 1 ? Names.quote(columns.get(0)) : "CONCAT_WS(', ', " + Names.quoteAll(columns) + ")";
        return texts(
                "name the keys of " + read.name(),
                "SELECT CONVERT(" + key + " USING utf8mb4) FROM " + from + " WHERE " + loss + " ORDER BY "
                        + Names.quoteAll(columns) + " LIMIT " + KEYS);
    }

    private List<String> texts(String doing, String query) {
        List<String> texts = new ArrayList<>();
        try (Statement statement = source.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    String text = new String(rows.getBytes(1), StandardCharsets.UTF_8);
                    texts.add(text.length() <= KEY_LENGTH ? text : text.substring(0, KEY_LENGTH) + "...");
                }
            }
            return texts;
        } catch (SQLException e) {
            throw source.failure(doing, e);
        }
    }

    private static MergeException lost(Column column, long count, List<String> keys, Table read, Table filled) {
        String name = filled.name() + "." + column.name();
        String type = column.type()
                + column.charset().map(charset -> " in " + charset).orElse("");
        String where = keys.isEmpty()
                ? ""
                : ", " + String.join(", ", read.primaryKey().orElseThrow().columns()) + " " + String.join("; ", keys)
                        + (count > keys.size() ? " and others" : "");
        return new MergeException(
                ErrorCode.COPY_WARNING,
                String.format(
                        java.util.Locale.ROOT,
                        "%,d %s of production's rows would be changed by staging's type of %s (%s)%s.",
                        count,
                        count == 1 ? "value" : "values",
                        name,
                        type,
                        where),
                "Widen the column on staging, or say what becomes of these values under overlay." + filled.name()
                        + ".columns." + column.name() + ", then run again.");
    }
}
