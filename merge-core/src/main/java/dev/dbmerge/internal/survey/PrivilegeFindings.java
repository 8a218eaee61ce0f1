package dev.dbmerge.internal.survey;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.report.Privilege.Need;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names the privileges that an account lacks, with what each is for and the GRANT that helps. */
public final class PrivilegeFindings {
    private PrivilegeFindings() {}

    /** Gives at most two findings for an account: what stops a run, and what only lowers something. */
    public static List<Finding> of(String role, String account, Collection<Privilege> privileges) {
        return Stream.of(Need.REQUIRED, Need.USEFUL)
                .map(need -> privileges.stream()
                        .filter(privilege -> !privilege.held() && privilege.need() == need)
                        .toList())
                .filter(lacking -> !lacking.isEmpty())
                .map(lacking -> finding(role, account, lacking))
                .toList();
    }

    private static Finding finding(String role, String account, List<Privilege> lacking) {
        boolean required = lacking.get(0).need() == Need.REQUIRED;
        Map<String, List<String>> byPurpose = new LinkedHashMap<>();
        lacking.forEach(privilege -> byPurpose
                .computeIfAbsent(privilege.purpose(), purpose -> new java.util.ArrayList<>())
                .add(privilege.name() + " on " + privilege.on()));
        String list = byPurpose.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + " (" + entry.getKey() + ")")
                .collect(Collectors.joining(", "));
        boolean setting =
                lacking.stream().anyMatch(privilege -> privilege.name().equals("SUPER") && required);
        return new Finding(
                required ? Level.BLOCKER : Level.NOTE,
                ErrorCode.PRIVILEGE,
                role,
                Character.toUpperCase(role.charAt(0)) + role.substring(1) + "'s account " + account + " lacks " + list
                        + (required ? "." : "; a run goes on without."),
                String.join(" ", GrantText.statements(lacking, account))
                        + (setting ? " Instead of SUPER: SET GLOBAL log_bin_trust_function_creators = 1;" : ""));
    }
}
