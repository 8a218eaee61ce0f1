package dev.dbmerge.internal.server;

import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the account of a session may do, as SHOW GRANTS says it; its active roles count.
 *
 * <p>information_schema is no source for it: on managed servers it shows USAGE where SHOW GRANTS shows more.
 */
public final class Grants {
    private final String account;
    private final List<Grant> granted = new ArrayList<>();
    private final List<Grant> revoked = new ArrayList<>();

    private Grants(String account) {
        this.account = account;
    }

    /** Asks the server. */
    public static Grants read(Session session) {
        Grants grants = new Grants(text(session, "SELECT CURRENT_USER()"));
        grants.addAll(session, "SHOW GRANTS FOR CURRENT_USER()");
        // MySQL lists what active roles give among the account's own; MariaDB does not.
        if (session.server().version().product() == Product.MARIADB
                && !text(session, "SELECT COALESCE(CURRENT_ROLE(), '')").isEmpty()) {
            grants.addAll(session, "SHOW GRANTS FOR CURRENT_ROLE");
        }
        return grants;
    }

    /** Reads the lines of SHOW GRANTS. */
    public static Grants of(String account, List<String> lines) {
        Grants grants = new Grants(account);
        lines.forEach(grants::add);
        return grants;
    }

    /** Gives the account as a GRANT spells it, such as {@code `merge`@`%`}. */
    public String account() {
        int at = account.lastIndexOf('@');
        return at < 0
                ? Names.quote(account)
                : Names.quote(account.substring(0, at)) + "@" + Names.quote(account.substring(at + 1));
    }

    /** Tells whether the privilege is held on the whole server. */
    public boolean everywhere(String privilege) {
        return granted.stream().anyMatch(grant -> grant.global() && grant.gives(privilege));
    }

    /** Tells whether the privilege is held on every object of the schema. */
    public boolean on(String schema, String privilege) {
        boolean taken = revoked.stream().anyMatch(grant -> grant.covers(schema) && grant.gives(privilege));
        return granted.stream()
                .filter(grant -> grant.covers(schema) && grant.gives(privilege))
                .anyMatch(grant -> !grant.global() || !taken);
    }

    /** Tells whether the privilege is held on one object. */
    public boolean on(String schema, String object, String privilege) {
        return on(schema, privilege)
                || granted.stream()
                        .anyMatch(grant -> grant.schema().equalsIgnoreCase(schema)
                                && grant.object().equalsIgnoreCase(object)
                                && grant.gives(privilege));
    }

    private void addAll(Session session, String statement) {
        session.fetch("read the account's grants", statement).forEach(row -> add(row.get(0, String.class)));
    }

    private static String text(Session session, String query) {
        return session.fetch("read the account", query).get(0).get(0, String.class);
    }

    /** Reads one line; one that grants a role, a proxy or nothing but columns adds nothing. */
    private void add(String line) {
        List<Token> tokens = SqlText.tokens(line);
        int on = 0;
        while (on < tokens.size() && !tokens.get(on).is("ON")) {
            on++;
        }
        Set<String> privileges = privileges(tokens.subList(0, on));
        int at = on + 1;
        if (at < tokens.size()
                && Set.of("TABLE", "FUNCTION", "PROCEDURE", "PACKAGE")
                        .contains(tokens.get(at).upper())) {
            at++;
        }
        if (at + 2 >= tokens.size() || !tokens.get(at + 1).is('.')) {
            return;
        }
        Grant grant =
                new Grant(privileges, tokens.get(at).name(), tokens.get(at + 2).name());
        (tokens.get(0).is("REVOKE") ? revoked : granted).add(grant);
    }

    private static Set<String> privileges(List<Token> tokens) {
        Set<String> privileges = new HashSet<>();
        StringBuilder words = new StringBuilder();
        int depth = 0;
        boolean columns = false;
        for (Token token : tokens.subList(Math.min(1, tokens.size()), tokens.size())) {
            if (token.is('(')) {
                depth++;
                columns = true;
            } else if (token.is(')')) {
                depth--;
            } else if (depth == 0 && token.is(',')) {
                addPrivilege(privileges, words, columns);
                columns = false;
            } else if (depth == 0) {
                words.append(words.isEmpty() ? "" : " ").append(token.upper());
            }
        }
        addPrivilege(privileges, words, columns);
        return privileges;
    }

    private static void addPrivilege(Set<String> privileges, StringBuilder words, boolean columns) {
        if (!columns) {
            privileges.add(words.toString());
        }
        words.setLength(0);
    }

    /** One line's privileges; {@code *} stands for every schema or object. */
    private record Grant(Set<String> privileges, String schema, String object) {
        boolean gives(String privilege) {
            return privileges.contains(privilege.toUpperCase(Locale.ROOT))
                    || privileges.contains("ALL PRIVILEGES")
                    || privileges.contains("ALL");
        }

        boolean global() {
            return schema.equals("*");
        }

        boolean covers(String name) {
            return object.equals("*") && (global() || like(schema, 0, name, 0));
        }

        /** Matches as LIKE does: a grant's schema may hold % and _, escaped by a backslash where meant. */
        private static boolean like(String pattern, int p, String name, int n) {
            if (p == pattern.length()) {
                return n == name.length();
            }
            char c = pattern.charAt(p);
            if (c == '%') {
                return like(pattern, p + 1, name, n) || n < name.length() && like(pattern, p, name, n + 1);
            }
            if (n == name.length()) {
                return false;
            }
            if (c == '\\' && p + 1 < pattern.length()) {
                return pattern.charAt(p + 1) == name.charAt(n) && like(pattern, p + 2, name, n + 1);
            }
            return (c == '_' || c == name.charAt(n)) && like(pattern, p + 1, name, n + 1);
        }
    }
}
