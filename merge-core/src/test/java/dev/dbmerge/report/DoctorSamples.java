package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.report.Privilege.Need;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the doctor says of ETE's servers: staging lacks a privilege, production is out of reach. */
final class DoctorSamples {
    private DoctorSamples() {}

    static DoctorReport ill() {
        return new DoctorReport(
                "ete",
                List.of(
                        staging(),
                        DatabaseHealth.unreached("production", "ete_production"),
                        new DatabaseHealth(
                                "target",
                                "ete_new",
                                "MySQL 8.0.15 at prod-db:3306",
                                "`merge`@`%`",
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalLong.of(21_474_836_480L),
                                settings("UTC", "STRICT_TRANS_TABLES"),
                                List.of(new Privilege("CREATE", "`ete_new`.*", true, Need.REQUIRED, "making tables")),
                                List.of("GRANT CREATE ON `ete_new`.* TO `merge`@`%`;"))),
                Optional.empty(),
                List.of(
                        new Finding(
                                Level.BLOCKER,
                                ErrorCode.CONNECT,
                                "production",
                                "Production's server at prod-db:3306 cannot be reached: Connection refused.",
                                "Check host, port and the server's state, and the url under production."),
                        new Finding(
                                Level.BLOCKER,
                                ErrorCode.PRIVILEGE,
                                "staging",
                                "Staging's account `merge_ro`@`%` lacks TRIGGER on `ete_staging`.* (seeing triggers).",
                                "GRANT TRIGGER ON `ete_staging`.* TO `merge_ro`@`%`;"),
                        new Finding(
                                        Level.BLOCKER,
                                        ErrorCode.SERVERS_DIFFER,
                                        "users",
                                        "The engine Aria of users cannot be used on the target's MySQL 8.0.15.",
                                        "")
                                .of("users")
                                .decidedBy(Decision.at(
                                        "the table is made with InnoDB", "InnoDB", "overlay", "users", "engine"))));
    }

    /** One account does it all and has what runs need, but not all of what promoting needs. */
    static DoctorReport well() {
        return new DoctorReport(
                "ete",
                List.of(
                        reached("staging", "ete_staging", "SELECT"),
                        reached("production", "ete_production", "SELECT"),
                        reached("target", "ete_new", "CREATE")),
                Optional.of(new AccountNeeds(
                        "promoting the target",
                        "`merge`@`%`",
                        List.of(
                                new Privilege("SELECT", "`ete_production`.*", true, Need.USEFUL, "reading rows"),
                                new Privilege(
                                        "LOCK TABLES", "`ete_production`.*", false, Need.USEFUL, "holding tables"),
                                new Privilege(
                                        "CREATE", "`ete_production_old%`.*", false, Need.USEFUL, "keeping tables")),
                        List.of(
                                "GRANT SELECT, LOCK TABLES ON `ete_production`.* TO `merge`@`%`;",
                                "GRANT CREATE ON `ete_production_old%`.* TO `merge`@`%`;"))),
                List.of());
    }

    private static DatabaseHealth reached(String role, String schema, String privilege) {
        return new DatabaseHealth(
                role,
                schema,
                "MySQL 8.0.15 at prod-db:3306",
                "`merge`@`%`",
                OptionalLong.of(7),
                OptionalLong.of(1_288_490_188L),
                OptionalLong.empty(),
                settings("UTC", "STRICT_TRANS_TABLES"),
                List.of(new Privilege(privilege, "`" + schema + "`.*", true, Need.REQUIRED, "rows")),
                List.of("GRANT " + privilege + " ON `" + schema + "`.* TO `merge`@`%`;"));
    }

    private static DatabaseHealth staging() {
        return new DatabaseHealth(
                "staging",
                "ete_staging",
                "MariaDB 11.4.5 at stage-db:3306",
                "`merge_ro`@`%`",
                OptionalLong.of(7),
                OptionalLong.of(1_288_490_188L),
                OptionalLong.empty(),
                settings("CET (UTC+01:00, in July UTC+02:00)", "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES"),
                List.of(
                        new Privilege("SELECT", "`ete_staging`.*", true, Need.REQUIRED, "reading rows and structure"),
                        new Privilege("TRIGGER", "`ete_staging`.*", false, Need.REQUIRED, "seeing triggers"),
                        new Privilege("BINLOG MONITOR", "*.*", false, Need.USEFUL, "noting the position")),
                List.of(
                        "GRANT SELECT, TRIGGER ON `ete_staging`.* TO `merge_ro`@`%`;",
                        "GRANT BINLOG MONITOR ON *.* TO `merge_ro`@`%`;"));
    }

    private static Map<String, String> settings(String zone, String mode) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("time_zone", zone);
        settings.put("max_allowed_packet", "16777216");
        settings.put("sql_mode", mode);
        return settings;
    }
}
