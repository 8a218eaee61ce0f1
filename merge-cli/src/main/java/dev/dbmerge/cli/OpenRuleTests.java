package dev.dbmerge.cli;

/** Rules' cases that the library opened. */
final class OpenRuleTests {
    private OpenRuleTests() {}

    static RuleTesting start(String server) {
        throw Usage.wrong("There is no server " + server + ".", "Wait for it.");
    }
}
