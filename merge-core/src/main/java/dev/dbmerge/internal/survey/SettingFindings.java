package dev.dbmerge.internal.survey;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds where the target's server would treat the same rows and statements in another way than the application knows. */
final class SettingFindings {
    /** Words of an SQL mode that decide what an application's statements mean or whether they pass. */
    private static final Set<String> MODES = Set.of(
            "ANSI_QUOTES",
            "ERROR_FOR_DIVISION_BY_ZERO",
            "HIGH_NOT_PRECEDENCE",
            "IGNORE_SPACE",
            "NO_AUTO_VALUE_ON_ZERO",
            "NO_BACKSLASH_ESCAPES",
            "NO_UNSIGNED_SUBTRACTION",
            "NO_ZERO_DATE",
            "NO_ZERO_IN_DATE",
            "ONLY_FULL_GROUP_BY",
            "PAD_CHAR_TO_FULL_LENGTH",
            "PIPES_AS_CONCAT",
            "REAL_AS_FLOAT",
            "STRICT_ALL_TABLES",
            "STRICT_TRANS_TABLES");

    private final MergeSpec spec;
    private final Settings staging;
    private final Settings production;
    private final Settings target;
    private final Schema wanted;
    private final List<Finding> findings = new ArrayList<>();

    SettingFindings(MergeSpec spec, Settings staging, Settings production, Settings target, Schema wanted) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
        this.target = target;
        this.wanted = wanted;
    }

    List<Finding> findings() {
        modes();
        zone();
        caseOfNames();
        engines();
        return findings;
    }

    private void modes() {
        String onTarget = difference(production.sqlMode(), target.sqlMode());
        if (!onTarget.isEmpty()) {
            add(
                    Level.WARNING,
                    "sql_mode",
                    "The target's server has another sql_mode than production's: " + onTarget + ".",
                    "SET GLOBAL sql_mode there as on production, or try the application under it.");
        }
        String onStaging = difference(production.sqlMode(), staging.sqlMode());
        if (!onStaging.isEmpty()) {
            add(
                    Level.NOTE,
                    "sql_mode",
                    "Staging's server has another sql_mode than production's: " + onStaging
                            + ". What was tried on staging may be refused on production, or the other way round.",
                    "");
        }
    }

    /** Gives {@code without STRICT_TRANS_TABLES, with NO_ZERO_DATE}. */
    private static String difference(Set<String> from, Set<String> to) {
        List<String> parts = new ArrayList<>();
        String without = beyond(from, to);
        String with = beyond(to, from);
        if (!without.isEmpty()) {
            parts.add("without " + without);
        }
        if (!with.isEmpty()) {
            parts.add("with " + with);
        }
        return String.join(", ", parts);
    }

    private static String beyond(Set<String> some, Set<String> others) {
        Set<String> words = new TreeSet<>(some);
        words.retainAll(MODES);
        words.removeAll(others);
        return String.join(" and ", words);
    }

    private void zone() {
        if (production.sameZone(target)) {
            return;
        }
        long timestamps = wanted.tables().values().stream()
                .flatMap(table -> table.columns().stream())
                .filter(column -> column.baseType().equals("timestamp"))
                .count();
        add(
                timestamps > 0 ? Level.WARNING : Level.NOTE,
                "time_zone",
                "The target's server is in the time zone " + target.zoneText() + ", production's in "
                        + production.zoneText() + "; NOW() differs"
                        + (timestamps == 0
                                ? "."
                                : ", and so does what " + timestamps
                                        + (timestamps == 1 ? " TIMESTAMP column shows." : " TIMESTAMP columns show.")),
                "SET GLOBAL time_zone there as on production, unless the application sets it for its sessions.");
    }

    private void caseOfNames() {
        Set<String> names = new TreeSet<>(wanted.tables().keySet());
        wanted.code().stream()
                .filter(object -> object.kind() == dev.dbmerge.plan.Step.CodeKind.VIEWS)
                .forEach(view -> names.add(view.name()));
        if (target.lowerCaseNames() != 0) {
            names.stream()
                    .filter(name ->
                            names.stream().anyMatch(other -> !other.equals(name) && other.equalsIgnoreCase(name)))
                    .forEach(name -> named(
                            name,
                            "The name " + name
                                    + " differs from another one of staging by case alone, and the target's server"
                                    + " (lower_case_table_names = " + target.lowerCaseNames()
                                    + ") takes both for one."));
        }
        if (target.lowerCaseNames() == 1) {
            names.stream()
                    .filter(name -> !name.equals(name.toLowerCase(java.util.Locale.ROOT)))
                    .forEach(name -> named(
                            name,
                            "The target's server (lower_case_table_names = 1) would store " + name
                                    + " in small letters, so its structure would not be staging's."));
        }
        if (target.lowerCaseNames() == 0 && production.lowerCaseNames() != 0) {
            add(
                    Level.WARNING,
                    "lower_case_table_names",
                    "Production's server takes table names in whatever case, the target's in their own alone.",
                    "See that the application spells every table as staging does.");
        }
    }

    private void named(String name, String problem) {
        findings.add(new Finding(
                        Level.BLOCKER,
                        ErrorCode.SERVERS_DIFFER,
                        name,
                        problem,
                        "Rename it on staging, or build the target on a server with lower_case_table_names = 0.")
                .of(name));
    }

    private void engines() {
        for (Table table : wanted.tables().values()) {
            if (target.engines().contains(table.engine().toLowerCase(java.util.Locale.ROOT))) {
                continue;
            }
            boolean overlaid = spec.overlay().containsKey(table.name());
            Finding finding = new Finding(
                            Level.BLOCKER,
                            ErrorCode.SERVERS_DIFFER,
                            table.name(),
                            "The engine " + table.engine() + " of " + table.name() + " cannot be used on the target's "
                                    + target.version() + ".",
                            overlaid
                                    ? ""
                                    : "ALTER TABLE " + Names.quote(table.name())
                                            + " ENGINE=InnoDB on staging, or build the target on a server of its kind.")
                    .of(table.name());
            findings.add(
                    overlaid
                            ? finding.decidedBy(Decision.at(
                                    "the table is made with InnoDB", "InnoDB", "overlay", table.name(), "engine"))
                            : finding);
        }
    }

    private void add(Level level, String subject, String problem, String remedy) {
        findings.add(new Finding(level, ErrorCode.SERVERS_DIFFER, subject, problem, remedy));
    }
}
