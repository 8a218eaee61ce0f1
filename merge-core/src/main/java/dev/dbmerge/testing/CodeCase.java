package dev.dbmerge.testing;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Expectation;
import dev.dbmerge.internal.cases.Given;
import dev.dbmerge.internal.cases.Row;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.cases.TableExpectation;
import dev.dbmerge.report.CaseResult;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What was said so far of a case that is written in Java. */
record CodeCase(
        Subject subject,
        Function<RuleCase, CaseResult> runner,
        Optional<String> name,
        Optional<String> now,
        Map<String, List<CaseRow>> target,
        Map<String, List<CaseRow>> staging,
        Map<String, List<CaseRow>> production) {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    static CodeCase of(Subject subject, Function<RuleCase, CaseResult> runner) {
        return new CodeCase(subject, runner, Optional.empty(), Optional.empty(), Map.of(), Map.of(), Map.of());
    }

    CodeCase named(String text) {
        return new CodeCase(subject, runner, Optional.of(text), now, target, staging, production);
    }

    CodeCase at(String moment) {
        try {
            LocalDateTime.parse(moment, MOMENT);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("now is written as 2026-02-28 12:00:00 (UTC), unlike " + moment, e);
        }
        return new CodeCase(subject, runner, name, Optional.of(moment), target, staging, production);
    }

    CodeCase inTarget(String table, CaseRow... rows) {
        return new CodeCase(subject, runner, name, now, with(target, table, rows), staging, production);
    }

    CodeCase inStaging(String table, CaseRow... rows) {
        return new CodeCase(subject, runner, name, now, target, with(staging, table, rows), production);
    }

    CodeCase inProduction(String table, CaseRow... rows) {
        return new CodeCase(subject, runner, name, now, target, staging, with(production, table, rows));
    }

    private static Map<String, List<CaseRow>> with(Map<String, List<CaseRow>> given, String table, CaseRow... rows) {
        Map<String, List<CaseRow>> all = new LinkedHashMap<>(given);
        List<CaseRow> list = new ArrayList<>(all.getOrDefault(Objects.requireNonNull(table, "table"), List.of()));
        list.addAll(List.of(rows));
        all.put(table, list);
        return all;
    }

    /** Runs the case where the test calls, and throws an {@link AssertionError} unless it passes. */
    void expect(Function<Position, List<TableExpectation>> tables, Optional<Expectation.CheckVerdict> check) {
        Position at = Caller.position();
        Expectation expectation =
                new Expectation(at, false, tables.apply(at), check, Optional.empty(), List.of(), Optional.empty());
        CaseResult result = runner.apply(new RuleCase(
                subject,
                name.orElseGet(() -> at.file().getFileName() + ":" + at.line()),
                at,
                now,
                given(target, at),
                given(staging, at),
                given(production, at),
                "",
                expectation));
        if (!result.passed()) {
            throw CaseFailure.of(result);
        }
    }

    private static Given given(Map<String, List<CaseRow>> rows, Position at) {
        Map<String, List<Row>> written = new LinkedHashMap<>();
        rows.forEach((table, list) ->
                written.put(table, list.stream().map(row -> row.written(at)).toList()));
        return new Given(List.of(), written);
    }
}
