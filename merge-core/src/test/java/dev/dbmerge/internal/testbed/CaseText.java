package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.cases.Expectation;
import dev.dbmerge.internal.cases.Expectation.CheckVerdict;
import dev.dbmerge.internal.cases.Given;
import dev.dbmerge.internal.cases.Row;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Script;
import dev.dbmerge.internal.cases.Selection;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.cases.TableExpectation;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a case in code: rows as {@code id=1, title='API ', user_id=null}, one line of the case's file each. */
final class CaseText {
    private static final Path FILE = Path.of("case.yml");

    private final Subject subject;
    private int line = 1;
    private Optional<String> now = Optional.empty();
    private final Map<String, List<Row>> target = new LinkedHashMap<>();
    private final Map<String, List<Row>> staging = new LinkedHashMap<>();
    private final Map<String, List<Row>> production = new LinkedHashMap<>();
    private final List<Script> scripts = new ArrayList<>();
    private final List<TableExpectation> tables = new ArrayList<>();
    private boolean undecided;
    private Optional<CheckVerdict> check = Optional.empty();
    private Optional<String> refused = Optional.empty();

    private CaseText(Subject subject) {
        this.subject = subject;
    }

    static CaseText rule(String id) {
        return new CaseText(new Subject(Subject.Kind.CLEANUP, id));
    }

    static CaseText overlay(String table) {
        return new CaseText(new Subject(Subject.Kind.OVERLAY, table));
    }

    static CaseText check(String id) {
        return new CaseText(new Subject(Subject.Kind.CHECK, id));
    }

    CaseText now(String text) {
        now = Optional.of(text);
        return this;
    }

    CaseText given(String table, String... rows) {
        return put(target, table, rows);
    }

    CaseText staging(String table, String... rows) {
        return put(staging, table, rows);
    }

    CaseText production(String table, String... rows) {
        return put(production, table, rows);
    }

    CaseText script(String sql) {
        scripts.add(new Script(at(), sql));
        return this;
    }

    private CaseText put(Map<String, List<Row>> database, String table, String... rows) {
        database.put(table, Arrays.stream(rows).map(this::row).toList());
        return this;
    }

    CaseText all(Fate fate) {
        return expect(Optional.empty(), Optional.of(fate), List.of(), List.of(), List.of());
    }

    CaseText removed(String... selections) {
        return expect(Optional.empty(), Optional.empty(), selections(selections), List.of(), List.of());
    }

    CaseText removed(Optional<String> table, String... selections) {
        return expect(table, Optional.empty(), selections(selections), List.of(), List.of());
    }

    CaseText kept(String... selections) {
        return expect(Optional.empty(), Optional.empty(), List.of(), selections(selections), List.of());
    }

    CaseText changed(String... rows) {
        return expect(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Arrays.stream(rows).map(this::row).toList());
    }

    CaseText rows(String table, String... rows) {
        tables.add(new TableExpectation(
                at(),
                Optional.of(table).filter(name -> !name.isEmpty()),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(Arrays.stream(rows).map(this::row).toList())));
        return this;
    }

    CaseText undecided() {
        undecided = true;
        return this;
    }

    CaseText check(CheckVerdict verdict) {
        check = Optional.of(verdict);
        return this;
    }

    CaseText refused(String text) {
        refused = Optional.of(text);
        return this;
    }

    RuleCase toCase() {
        Position at = new Position(FILE, 1, 1);
        return new RuleCase(
                subject,
                "a case",
                at,
                now,
                new Given(scripts, target),
                new Given(List.of(), staging),
                new Given(List.of(), production),
                "",
                new Expectation(at, undecided, tables, check, Optional.empty(), List.of(), refused));
    }

    private CaseText expect(
            Optional<String> table,
            Optional<Fate> all,
            List<Selection> removed,
            List<Selection> kept,
            List<Row> changed) {
        tables.add(new TableExpectation(at(), table, all, removed, kept, changed, Optional.empty()));
        return this;
    }

    private List<Selection> selections(String... texts) {
        return Arrays.stream(texts).map(this::selection).toList();
    }

    private Selection selection(String text) {
        if (text.contains("=")) {
            Row row = row(text);
            return new Selection(row.at(), List.of(), row);
        }
        Position at = at();
        List<Cell> key =
                Arrays.stream(text.split(", ")).map(part -> cell(at, part)).toList();
        return new Selection(at, key, new Row(at, Map.of()));
    }

    private Row row(String text) {
        Position at = at();
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(", (?=\\w+=)")) {
            String[] sides = part.split("=", 2);
            cells.put(sides[0], cell(new Position(FILE, at.line(), text.indexOf(part) + 2), sides[1]));
        }
        return new Row(at, cells);
    }

    private static Cell cell(Position at, String text) {
        boolean quoted = text.startsWith("'");
        Optional<String> value = quoted
                ? Optional.of(text.substring(1, text.length() - 1))
                : Optional.of(text).filter(word -> !word.equals("null"));
        return new Cell(at, value, quoted);
    }

    private Position at() {
        return new Position(FILE, ++line, 1);
    }
}
