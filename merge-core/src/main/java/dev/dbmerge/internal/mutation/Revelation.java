package dev.dbmerge.internal.mutation;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.mutation.RevealingRows.Revealed;
import dev.dbmerge.internal.mutation.RevealingRows.Search;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.testbed.RowFate;
import dev.dbmerge.internal.testbed.RuleTrial;
import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.MutantResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of changes that no case notices what the cases do not show, with a case that would. */
final class Revelation {
    private final RuleTrial trial;
    private final Subject subject;
    private final RuleModel model;
    private final RevealingRows rows;

    Revelation(RuleTrial trial, Subject subject, Position at, String sql, Schema schema, Product product) {
        this.trial = trial;
        this.subject = subject;
        this.model = new RuleModel(sql, schema, product);
        this.rows = new RevealingRows(trial, subject, at, sql, model);
    }

    Map<Mutant, MutantResult> of(List<Mutant> mutants) {
        Search search = rows.find(mutants);
        Map<Mutant, MutantResult> results = new LinkedHashMap<>();
        for (Mutant mutant : mutants) {
            Optional<Revealed> revealed = Optional.ofNullable(search.found().get(mutant));
            String said = revealed.map(found -> said(mutant, found))
                    .orElse("no row of " + search.tried() + " tried shows a difference; it may change nothing");
            results.put(
                    mutant,
                    new MutantResult(
                            mutant.name(),
                            mutant.sql(),
                            MutantResult.Fate.UNNOTICED,
                            mutant.from(),
                            mutant.to(),
                            said,
                            revealed.map(this::yaml)));
        }
        return results;
    }

    private String said(Mutant mutant, Revealed revealed) {
        if (revealed.changed().isEmpty()) {
            return "no case has a row that the server refuses without " + mutant.part();
        }
        List<RowFate> changed = revealed.changed().get();
        boolean check = subject.kind() == Subject.Kind.CHECK;
        for (RowFate fate : revealed.rule()) {
            Optional<RowFate> other = changed.stream()
                    .filter(one -> one.table().equals(fate.table()) && one.row().equals(fate.row()))
                    .findFirst();
            if (!other.equals(Optional.of(fate))) {
                return "no case has a row that "
                        + (check ? "is found because of " + mutant.part() : said(fate, other, mutant.part()));
            }
        }
        return "no case has a row that only " + mutant.part() + " leaves out";
    }

    private static String said(RowFate fate, Optional<RowFate> other, String part) {
        return switch (fate.fate()) {
            case KEPT -> "only " + part + " keeps";
            case REMOVED -> "is removed because of " + part;
            case CHANGED ->
                other.filter(one -> one.fate() == Fate.CHANGED).isPresent()
                        ? "gets its value from " + part
                        : "is changed because of " + part;
        };
    }

    private String yaml(Revealed revealed) {
        StringBuilder text = new StringBuilder("- ");
        String expectation;
        boolean valued = false;
        if (subject.kind() == Subject.Kind.CHECK) {
            expectation = CaseText.verdict(revealed);
        } else {
            List<CaseDifference> cells = trial.run(revealed.open()).differences();
            expectation = CaseText.expectation(revealed, model.written(), cells);
            valued = revealed.rule().stream().anyMatch(fate -> fate.fate() == Fate.CHANGED);
        }
        if (valued) {
            revealed.open()
                    .now()
                    .ifPresent(now -> text.append("now: ").append(now).append("\n  "));
        }
        return text.append("given: ")
                .append(CaseText.given(revealed.scenario()))
                .append("\n  expect: ")
                .append(expectation)
                .toString();
    }
}
