package example;

import dev.dbmerge.testing.MergeTest;
import dev.dbmerge.testing.RuleCaseTests;

/** The shortest form; it runs on the server that the other class started. */
@MergeTest("sql/shop/merge.yml")
class AllCasesTest implements RuleCaseTests {}
