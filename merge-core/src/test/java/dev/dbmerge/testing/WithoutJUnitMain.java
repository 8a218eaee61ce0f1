package dev.dbmerge.testing;

import java.io.IOException;
import java.nio.file.Path;

/** Uses what needs no JUnit, then what does, and prints what comes of it. */
final class WithoutJUnitMain {
    private WithoutJUnitMain() {}

    public static void main(String[] arguments) throws IOException {
        RuleTests rules = new RuleTestsSample(Path.of(arguments[0])).open(100);
        System.out.println(rules.run().cases().size() + " cases");
        try {
            rules.rule("010-carts").named("bad").kept();
        } catch (AssertionError e) {
            System.out.println(e.getClass().getName());
        }
        try {
            RuleTestNodes.of(rules);
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
