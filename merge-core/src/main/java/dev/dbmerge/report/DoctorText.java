package dev.dbmerge.report;

import dev.dbmerge.plan.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Writes what the servers of one merge are like for people. */
final class DoctorText {
    private final DoctorReport report;
    private final Ink ink;
    private final Page page;

    DoctorText(DoctorReport report, Ink ink) {
        this.report = report;
        this.ink = ink;
        this.page = new Page(ink);
    }

    String text() {
        page.line(ink.heading(report.name() + ": servers and accounts"));
        page.section("", databases());
        page.section("", settings());
        report.databases().forEach(database -> page.section(heading(database.needs()), privileges(database.needs())));
        report.promotion().ifPresent(needs -> page.section(heading(needs) + "; no run needs it", privileges(needs)));
        page.section("an account for each purpose", grants());
        page.section("findings", findings());
        page.section("", List.of(verdict()));
        return page.text();
    }

    private List<String> databases() {
        TextTable table = new TextTable("lllrr").row(ink::heading, "", "database", "server", "tables", "size");
        report.databases()
                .forEach(database -> table.row(
                        database.reached() ? UnaryOperator.identity() : ink::bad,
                        database.role(),
                        database.schema(),
                        database.reached() ? database.server() : "not reached",
                        count(database.tables()),
                        size(database.bytes())));
        return table.lines();
    }

    private static String count(OptionalLong value) {
        return value.isPresent() ? Words.number(value.getAsLong()) : "-";
    }

    private static String size(OptionalLong bytes) {
        return bytes.isPresent() ? new ByteCount(bytes.getAsLong()).toString() : "-";
    }

    /** Long modes stand on lines of their own below the table. */
    private List<String> settings() {
        List<DatabaseHealth> reached =
                report.databases().stream().filter(DatabaseHealth::reached).toList();
        if (reached.isEmpty()) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        reached.forEach(database -> names.addAll(database.settings().keySet()));
        names.remove("sql_mode");
        TextTable table = new TextTable("l".repeat(reached.size() + 1));
        table.row(ink::heading, row("setting", reached, DatabaseHealth::role));
        table.row(row(
                "free on disk",
                reached,
                database -> database.free().isPresent() ? size(database.free()) : "not known"));
        names.forEach(name -> table.row(row(name, reached, database -> shown(name, database))));
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(modes(reached));
        return lines;
    }

    private static String[] row(String name, List<DatabaseHealth> reached, Function<DatabaseHealth, String> value) {
        return Stream.concat(Stream.of(name), reached.stream().map(value)).toArray(String[]::new);
    }

    private static String shown(String name, DatabaseHealth database) {
        String value = database.settings().getOrDefault(name, "-");
        return name.equals("max_allowed_packet") ? new ByteCount(Long.parseLong(value)).toString() : value;
    }

    private static List<String> modes(List<DatabaseHealth> reached) {
        Set<String> modes = new LinkedHashSet<>();
        reached.forEach(database -> modes.add(database.settings().getOrDefault("sql_mode", "")));
        return modes.stream()
                .flatMap(mode -> {
                    String roles = modes.size() == 1
                            ? ""
                            : " of "
                                    + String.join(
                                            " and ",
                                            reached.stream()
                                                    .filter(database -> database.settings()
                                                            .getOrDefault("sql_mode", "")
                                                            .equals(mode))
                                                    .map(DatabaseHealth::role)
                                                    .toList());
                    String words = mode.isEmpty() ? "empty" : mode.replace(",", ", ");
                    return Paragraph.lines("  ", "sql_mode" + roles + ": " + words).stream();
                })
                .toList();
    }

    private static String heading(AccountNeeds needs) {
        return needs.purpose() + ", as " + needs.account();
    }

    private List<String> privileges(AccountNeeds needs) {
        TextTable table = new TextTable("llll");
        needs.privileges()
                .forEach(privilege -> table.row(
                        inkOf(privilege),
                        privilege.held() ? "held" : privilege.missing() ? "MISSING" : "lacking",
                        privilege.name(),
                        "on " + privilege.on(),
                        privilege.purpose()));
        return table.lines();
    }

    private UnaryOperator<String> inkOf(Privilege privilege) {
        return privilege.held() ? UnaryOperator.identity() : privilege.missing() ? ink::bad : ink::warning;
    }

    private List<String> grants() {
        return Stream.concat(
                        report.databases().stream()
                                .map(DatabaseHealth::needs)
                                .filter(needs -> !needs.grants().isEmpty())
                                .flatMap(needs -> grants(needs, needs.purpose())),
                        report.promotion().stream()
                                .flatMap(needs -> grants(
                                        needs,
                                        needs.purpose() + ": put an account of its own in place of "
                                                + needs.account())))
                .toList();
    }

    private Stream<String> grants(AccountNeeds needs, String comment) {
        return Stream.concat(
                Stream.of(ink.faint("  -- " + comment)),
                needs.grants().stream().map(statement -> "  " + Paragraph.printable(statement)));
    }

    private List<String> findings() {
        return new FindingText(ink).lines(report.findings());
    }

    private String verdict() {
        int blockers = report.blockers().size();
        return blockers == 0
                ? ink.good("nothing here stops a run")
                : ink.bad(Words.count(blockers, "finding") + (blockers == 1 ? " stops" : " stop") + " a run");
    }
}
