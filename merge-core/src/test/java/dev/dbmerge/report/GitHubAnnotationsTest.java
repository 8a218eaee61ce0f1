package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.report.TestGate.Untested;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GitHubAnnotationsTest {
    @Test
    void showsWhatFailedWhereItStands() {
        assertEquals("""
                ::error file=sql/ete/cases/010-stale-scenarios/first.yml,line=12,col=3,title=cleanup%3A010-stale-scenarios%3A a protected scenario is kept::\
                table      row   expected  actual%0Ascenarios  id 4  kept      removed
                ::error file=sql/ete/cases/users/first.yml,line=1,col=3,title=overlay%3Ausers%3A names are%2C 100 %25%3A carried  over::\
                The rule removes more the second time.%0Atable  row   column  expected                             actual%0Ausers  id 1  name    'API '                               'ＡＰＩ'%0Ausers  id 1  bio     'a\\u3000b'                           NULL%0Ausers  id 2  bio     ... stormy night; the rain fell ...  ... stormy day; the rain fell in...
                ::error file=sql/ete/cases/020-areas/first.yml,line=7,col=3,title=check%3A020-areas%3A an area without scenarios::\
                Its expectation is still open (expect: ?). This is what happens:%0Atable  row   actual%0Aareas  id 1  found
                ::error file=sql/ete/cases/020-areas/first.yml,line=12,col=3,title=check%3A020-areas%3A a year that is none::\
                The server refuses areas.year = 'x': Incorrect integer value.
                ::error file=sql/ete/merge.yml,line=1,col=1,title=cleanup%3A020-orphans::\
                No case tests this rule.
                """, annotations(TestGate.STANDARD, TestSamples.failed()));
    }

    @Test
    void warnsOfWhatNoCaseNoticesAtTheRulesOwnLine() {
        assertEquals("""
                ::warning file=sql/ete/cleanup/010-stale-scenarios.sql,line=3,col=27,title=cleanup%3A010-stale-scenarios%3A drop protected IS NULL::\
                A change that no case notices: no case has a row that only this condition keeps.%0A- given: { scenarios: { title: API, protected: 1 } }%0A  expect: kept
                ::warning file=sql/ete/cleanup/010-stale-scenarios.sql,line=3,col=50,title=cleanup%3A010-stale-scenarios%3A title IN ('API'%2C 'x')%2C or so::\
                A change that no case notices: no case has another title.
                ::warning file=sql/ete/cleanup/010-stale-scenarios.sql,line=3,col=50,title=cleanup%3A010-stale-scenarios%3A title <> 'API'::\
                A change that no case notices: no case has a title.
                """, annotations(TestGate.STANDARD, TestSamples.unnoticed()));
    }

    @Test
    void makesErrorsOfThemWhereTheRuleIsBelowTheGate() {
        TestGate gate = new TestGate(Untested.REFUSED, OptionalInt.of(50));

        String lines = annotations(gate, TestSamples.unnoticed());

        assertEquals(
                3, lines.lines().filter(line -> line.startsWith("::error ")).count());
    }

    @Test
    void saysNothingWhereAllIsWell() {
        assertEquals("", annotations(TestGate.STANDARD, TestSamples.passed()));
    }

    private static String annotations(TestGate gate, TestReport report) {
        return new GitHubAnnotations(gate, TestSamples.FOLDER).of(report);
    }
}
