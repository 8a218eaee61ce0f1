package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.RuleCase;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What NOW() gives in a case: whole seconds, so that it is the same in a column with and without fractions. */
final class CaseTime {
    private CaseTime() {}

    static Instant of(RuleCase ruleCase, Instant startedAt) {
        try {
            return ruleCase.now()
                    .map(text ->
                            LocalDateTime.parse(text.strip().replace(' ', 'T')).toInstant(ZoneOffset.UTC))
                    .orElse(startedAt)
                    .truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            throw new BrokenCaseException(
                    ruleCase.at(),
                    "now: " + ruleCase.now().orElseThrow() + " is no point in time. Write it as 2026-02-28 12:00:00.");
        }
    }

    static CellValues values(Instant now) {
        return new CellValues(LocalDateTime.ofInstant(now, ZoneOffset.UTC));
    }
}
