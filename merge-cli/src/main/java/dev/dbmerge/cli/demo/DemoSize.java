package dev.dbmerge.cli.demo;

/**
 * How many rows the demo gets and which seed they grow from.
 *
 * <p>The counts are production's. Staging has two fifths of each, but more content, and all of the sessions. Seven
 * tenths of staging's rows are the same record on both sides, as staging began as a copy of production; later ids stand
 * for different records.
 *
 * @param users of each application
 * @param scenarios of ETEngine, the border cases included
 * @param content rows of every table that has no count of its own
 */
public record DemoSize(
        long seed, int users, int scenarios, int comments, int savedScenarios, int sessions, int content) {

    /** Gives the size that the command's demo has. */
    public static DemoSize standard() {
        return new DemoSize(7, 1_800, 50_000, 1_500, 3_000, 600, 25);
    }

    /** Gives a size for tests: every kind of row, few of each. */
    public static DemoSize small() {
        return new DemoSize(7, 60, 1_000, 80, 90, 40, 25);
    }

    int rows(String table, Side side) {
        if (table.equals("sessions")) {
            return sessions;
        }
        if (isContent(table)) {
            return side == Side.PRODUCTION ? content : content * 8 / 5;
        }
        return side == Side.PRODUCTION ? production(table) : production(table) * 2 / 5;
    }

    int shared(String table) {
        return isContent(table) ? content * 7 / 10 : rows(table, Side.STAGING) * 7 / 10;
    }

    boolean isContent(String table) {
        return production(table) < 0;
    }

    private int production(String table) {
        return switch (table) {
            case "users" -> users;
            case "scenarios" -> scenarios;
            case "comments" -> comments;
            case "saved_scenarios" -> savedScenarios;
            case "sessions" -> sessions;
            default -> -1;
        };
    }
}
