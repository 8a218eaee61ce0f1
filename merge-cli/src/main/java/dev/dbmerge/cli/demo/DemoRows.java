package dev.dbmerge.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the rows of one application's database on one side; the same size, seed and tables give the same rows.
 *
 * <p>A row depends on nothing but the seed, the table, its place in it and, beyond the shared ones, the side. So older
 * and newer versions of a table hold the same records, each in the columns that it has.
 */
final class DemoRows {
    private static final double EDITED = 0.3;

    private final DemoSize size;
    private final Side side;
    private final List<TableShape> tables;
    private final ContentCells cells;
    private final Map<String, RowMaker> sharedMakers;
    private final Map<String, RowMaker> ownMakers;

    DemoRows(DemoSize size, Side side, List<TableShape> tables) {
        this.size = size;
        this.side = side;
        this.tables = tables.stream()
                .filter(t -> !t.name().equals("schema_migrations"))
                .toList();
        Set<String> names = tables.stream().map(TableShape::name).collect(Collectors.toSet());
        Texts texts = new Texts(size.seed());
        this.cells = new ContentCells(size, side, names, texts);
        this.sharedMakers = makers(texts, size.rows("users", Side.STAGING));
        this.ownMakers = makers(texts, size.rows("users", side));
    }

    /** Gives the tables that get rows; the migrations table came with the structure. */
    List<TableShape> tables() {
        return tables;
    }

    int count(TableShape table) {
        return size.rows(table.name(), side);
    }

    /**
     * Makes a row.
     *
     * @param index its place in the table, from 1
     * @return a value for each column of the shape, in its order; null stands for NULL
     */
    List<Object> row(TableShape table, int index) {
        RowMaker maker = (isShared(table, index) ? sharedMakers : ownMakers).get(table.name());
        List<Object> row = new ArrayList<>(table.columns().size());
        if (maker == null) {
            table.columns().forEach(c -> row.add(cell(table, index, c)));
        } else {
            Map<String, Object> values = maker.row(index, dice(table, index));
            table.columns().forEach(c -> row.add(value(table, index, c, values)));
        }
        return row;
    }

    private Object cell(TableShape table, int index, ColumnShape column) {
        return cells.cell(table.name(), index, column, cellDice(table, index, column))
                .orElse(null);
    }

    private Object value(TableShape table, int index, ColumnShape column, Map<String, Object> values) {
        Object value = column.name().equals("id") ? Integer.valueOf(index) : values.get(column.name());
        if (value instanceof String text && !column.charset().isEmpty()) {
            return Texts.fit(text, column);
        }
        if (value != null || column.takesNull()) {
            return value;
        }
        return cells.value(table.name(), index, column, cellDice(table, index, column));
    }

    private Dice dice(TableShape table, int index) {
        return new Dice(size.seed(), table.name(), index, isShared(table, index) ? "both" : side.word());
    }

    private Dice cellDice(TableShape table, int index, ColumnShape column) {
        boolean edited = new Dice(size.seed(), table.name(), index, "edited").chance(EDITED);
        String source = isShared(table, index) && !edited ? "both" : side.word();
        return new Dice(size.seed(), table.name(), index, column.name(), source);
    }

    private boolean isShared(TableShape table, int index) {
        return index <= size.shared(table.name());
    }

    private Map<String, RowMaker> makers(Texts texts, int users) {
        UserValues values = new UserValues(size.seed());
        SavedScenarioIds saved = new SavedScenarioIds(size);
        CommunityRows community = new CommunityRows(texts, values, saved, users);
        Object commented = isNumber("comments", "commentable_type") ? Integer.valueOf(0) : "Prediction";
        List<Integer> predictions = IntStream.rangeClosed(1, size.content())
                .map(ContentCells::id)
                .boxed()
                .toList();
        return Map.of(
                "users", new UserRows(texts),
                "scenarios", new ScenarioRows(texts, values, keys(), saved, users),
                "comments", (id, dice) -> community.comment(dice, commented, predictions),
                "saved_scenarios", (id, dice) -> community.savedScenario(dice),
                "sessions", (id, dice) -> community.session(dice));
    }

    /** The column country was dropped in 2012, the year in which the inputs got names. */
    private UserValues.Keys keys() {
        return tables.stream().anyMatch(t -> t.name().equals("scenarios") && t.has("country"))
                ? UserValues.Keys.NUMBERS
                : UserValues.Keys.NAMES;
    }

    private boolean isNumber(String table, String column) {
        return tables.stream()
                .filter(t -> t.name().equals(table))
                .flatMap(t -> t.columns().stream())
                .anyMatch(c -> c.name().equals(column) && c.isWhole());
    }
}
