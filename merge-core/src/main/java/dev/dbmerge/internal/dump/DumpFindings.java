package dev.dbmerge.internal.dump;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.dump.LoadedDump.Trait;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.Dump;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says what a dump that stands for a source has lost, or leaves open. */
public final class DumpFindings {
    private static final int SHOWN = 5;

    private final String role;
    private final Dump dump;
    private final Schema schema;
    private final Predicate<String> copied;
    private final LoadedDump loaded;
    private final List<Finding> findings = new ArrayList<>();

    private DumpFindings(String role, Dump dump, Schema schema, Predicate<String> copied, LoadedDump loaded) {
        this.role = role;
        this.dump = dump;
        this.schema = schema;
        this.copied = copied;
        this.loaded = loaded;
    }

    /**
     * Gives the findings about a source.
     *
     * @param dump what was loaded; empty for a source that is no dump
     * @param schema what it was loaded into
     * @param copied tells the tables whose rows the target takes from it
     */
    public static List<Finding> of(Optional<Dump> dump, Session session, Schema schema, Predicate<String> copied) {
        if (dump.isEmpty()) {
            return List.of();
        }
        return LoadedDump.read(session, schema.name())
                .map(loaded -> new DumpFindings(session.server().role(), dump.get(), schema, copied, loaded).find())
                .orElse(List.of());
    }

    private List<Finding> find() {
        inexact();
        if (loaded.traits().contains(Trait.END_UNKNOWN)) {
            warn(
                    "",
                    "does not say whether it is whole: it was made without comments",
                    "Dump without --skip-comments and --compact, so that a dump that broke off is noticed.");
        }
        if (loaded.traits().contains(Trait.TIME_ZONE_UNKNOWN)
                && has(column -> column.baseType().equals("timestamp"))) {
            warn(
                    "",
                    "does not say in which time zone its TIMESTAMPs are; they were taken as UTC",
                    "Dump without --skip-tz-utc.");
        }
        loaded.enumZeros().stream()
                .filter(column -> copied.test(column.substring(0, column.lastIndexOf('.'))))
                .forEach(column -> warn(
                        " " + column,
                        "holds '' for values of " + column
                                + " that are no member of the ENUM; they were taken as index 0",
                        "Where the rows are in another character set than the dump says, dump again with theirs."));
        loaded.collations()
                .forEach((name, other) -> findings.add(new Finding(
                        Level.WARNING,
                        ErrorCode.COLLATION_SUBSTITUTED,
                        role + " " + name,
                        "The target's server does not know the collation " + name + " of " + dump.name() + "; " + other
                                + " takes its place, which sorts and compares differently.",
                        "Use a server that knows it, or accept that a unique key may refuse rows.")));
        if (role.equals("staging")) {
            ofStaging();
        }
        return findings;
    }

    /** The text of a FLOAT has six digits, and -0 is read as 0. */
    private void inexact() {
        List<String> columns = schema.tables().values().stream()
                .filter(table -> copied.test(table.name()))
                .flatMap(table -> columns(table, column -> ColumnType.of(column) == ColumnType.FLOAT).stream())
                .toList();
        if (!columns.isEmpty()) {
            warn(
                    "",
                    "holds FLOATs as texts of six digits, so that most values are not those of the database any more: "
                            + some(columns),
                    "Name the database by its url, or accept the loss.");
        }
    }

    private static String some(List<String> columns) {
        String first = String.join(", ", columns.subList(0, Math.min(SHOWN, columns.size())));
        return columns.size() <= SHOWN ? first : first + " and " + (columns.size() - SHOWN) + " more";
    }

    private void ofStaging() {
        if (loaded.traits().contains(Trait.DEFAULTS_UNKNOWN)) {
            note(
                    "does not say which collation new tables get; the target takes " + schema.collation()
                            + ", the server's own",
                    "Dump with --databases, which says it.");
        }
        if (!loaded.events().isEmpty()) {
            note(
                    "had switched on the events " + String.join(", ", loaded.events())
                            + "; they were loaded as DISABLED and are so in the target",
                    "");
        }
    }

    private boolean has(Predicate<Column> wanted) {
        return schema.tables().values().stream()
                .filter(table -> copied.test(table.name()))
                .anyMatch(table -> !columns(table, wanted).isEmpty());
    }

    private static Collection<String> columns(Table table, Predicate<Column> wanted) {
        return table.columns().stream()
                .filter(wanted)
                .map(column -> table.name() + "." + column.name())
                .toList();
    }

    private void warn(String subject, String problem, String remedy) {
        findings.add(finding(Level.WARNING, subject, problem, remedy));
    }

    private void note(String problem, String remedy) {
        findings.add(finding(Level.NOTE, "", problem, remedy));
    }

    private Finding finding(Level level, String subject, String problem, String remedy) {
        String capital = Character.toUpperCase(role.charAt(0)) + role.substring(1);
        return new Finding(
                level,
                ErrorCode.DUMP_INEXACT,
                role + subject,
                capital + "'s dump " + dump.name() + " " + problem + ".",
                remedy);
    }
}
