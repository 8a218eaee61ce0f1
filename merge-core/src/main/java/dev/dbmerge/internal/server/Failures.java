package dev.dbmerge.internal.server;

import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.ServerException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Says what a server's refusal means and what to do about it. */
final class Failures {
    private static final Set<Integer> ACCOUNT = Set.of(1044, 1045, 1130, 1698, 1862, 3118, 4151);
    private static final Set<Integer> PRIVILEGE = Set.of(1044, 1142, 1143, 1227, 1370, 1419, 3955);
    private static final Set<Integer> GONE = Set.of(1053, 1077, 1152, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 3169);
    private static final Set<Integer> FULL = Set.of(1021, 1114, 1037, 1041);
    private static final Set<Integer> LOCK_WAIT = Set.of(1205, 1213);
    /** NULL in a NOT NULL column, a text too long, a number or date out of range, a member that an ENUM lacks. */
    private static final Set<Integer> NO_PLACE = Set.of(1048, 1263, 1264, 1265, 1292, 1366, 1406);

    private static final Set<Integer> LOCAL_INFILE = Set.of(1148, 3948, 4166);
    private static final Set<Integer> READ_ONLY = Set.of(1290, 1836, 3989);
    /** Their messages quote a value of a row. */
    private static final Set<Integer> QUOTES_VALUE = Set.of(1264, 1292, 1300, 1366, 1411, 1525, 3140, 4025);

    private Failures() {}

    static MergeException connecting(String role, String address, SQLException e) {
        String head = Server.capital(role) + "'s server " + (address.isEmpty() ? "" : "at " + address + " ");
        if (ACCOUNT.contains(e.getErrorCode())) {
            return new ServerException(
                    ErrorCode.CONNECT,
                    head + "refuses the account: " + sentence(e),
                    "Mend user and password under " + role + ", or the account on the server.",
                    e);
        }
        if (e.getErrorCode() == 1040 || e.getErrorCode() == 1203) {
            return new ServerException(
                    ErrorCode.CONNECT,
                    head + "has no free connection: " + sentence(e),
                    "Raise max_connections, or run again when fewer are open.",
                    e);
        }
        if (secure(e)) {
            return new ServerException(
                    ErrorCode.CONNECT,
                    head + "and this client agree on no safe connection: " + sentence(e),
                    "Name the authority's certificate by trustCertificateKeyStoreUrl, or choose another sslMode, in the url under "
                            + role + ".",
                    e);
        }
        if (e instanceof PacketTooBigException) {
            return new ServerException(
                    ErrorCode.CONNECT,
                    head + "answers, but not as MySQL or MariaDB do.",
                    "Check host and port of the url under " + role + ".",
                    e);
        }
        return new ServerException(
                ErrorCode.CONNECT,
                head + "cannot be reached: " + sentence(e),
                "Check host, port and the server's state, and the url under " + role + ".",
                e);
    }

    /** A server that answered before and no longer does went away; what it refuses now is said as it is the first time. */
    static MergeException reconnecting(Server server, String address, SQLException e) {
        boolean away = e.getErrorCode() == 0
                && e.getSQLState() != null
                && e.getSQLState().startsWith("08");
        return away && !secure(e)
                ? statement(server, "open another session", e)
                : connecting(server.role(), address, e);
    }

    private static boolean secure(Throwable e) {
        return e instanceof GeneralSecurityException
                || e instanceof SSLException
                || e.getCause() != null && secure(e.getCause());
    }

    static MergeException interrupted() {
        return new MergeException(ErrorCode.INTERRUPTED, "The run was interrupted.", "Run again when you like.");
    }

    static MergeException statement(Server server, String doing, SQLException e) {
        String head =
                Server.capital(server.role()) + "'s server (" + server.version() + " at " + server.address() + ") ";
        int number = e.getErrorCode();
        if (outOfMemory(e)) {
            return memory(doing, e);
        }
        if (GONE.contains(number) || (e.getSQLState() != null && e.getSQLState().startsWith("08"))) {
            return new ServerException(
                    ErrorCode.SERVER_GONE,
                    head + "went away while dbmerge was to " + doing + ": " + sentence(e),
                    "See to the server, then try again; a run goes on where it stopped.",
                    e);
        }
        return new ServerException(
                code(number), head + "refused to " + doing + ": " + sentence(e), remedy(server, number), e);
    }

    /** Says that this process, not a server, came to its limit. */
    static MergeException memory(String doing, Throwable e) {
        return new MergeException(
                ErrorCode.MEMORY,
                "The memory of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB did not suffice to " + doing + ".",
                "Give Java more, as in JAVA_TOOL_OPTIONS=-Xmx2g, then run again; the run goes on where it stopped.",
                e);
    }

    private static boolean outOfMemory(Throwable e) {
        return e instanceof OutOfMemoryError
                || "Java heap space".equals(e.getMessage())
                || e.getCause() != null && outOfMemory(e.getCause());
    }

    private static ErrorCode code(int number) {
        if (PRIVILEGE.contains(number)) {
            return ErrorCode.PRIVILEGE;
        }
        return ErrorCode.STEP;
    }

    private static String remedy(Server server, int number) {
        if (number == 1044 || number == 1142) {
            String all = server.role().equals("target") ? "ALL PRIVILEGES" : "SELECT";
            return "GRANT " + all + " ON " + Names.quote(server.schema()) + ".* to the account, then run again.";
        }
        if (PRIVILEGE.contains(number)) {
            return "Grant the account what it lacks, then run again.";
        }
        if (FULL.contains(number)) {
            return "Make room on the server, then run again.";
        }
        if (LOCK_WAIT.contains(number)) {
            return "Another session holds a lock; run again when it has ended.";
        }
        if (LOCAL_INFILE.contains(number)) {
            return "Switch local_infile on again on the target's server, or leave it off from the start: then rows are inserted.";
        }
        if (READ_ONLY.contains(number)) {
            return "The server takes no writes; use one that does, then run again.";
        }
        if (number == 1062 || number == 1586) {
            return "Mend the rows or the key, whose collation may take two values for one, then run again.";
        }
        if (NO_PLACE.contains(number)) {
            return "Widen the column, or map it to what fits by an expression under overlay, then run again.";
        }
        return "Mend what the server names, then run again.";
    }

    /** Gives the server's words, its number and no value of a row. */
    private static String sentence(SQLException e) {
        String text = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().strip();
        text = text.split("\\R\\R", 2)[0].replaceAll("\\s+", " ");
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root != e && root.getMessage() != null && e.getErrorCode() == 0) {
            String reason = root.getMessage().strip().replaceAll("\\s+", " ");
            text = text.equals("Communications link failure")
                    ? reason
                    : text.contains(reason) ? text : text + " (" + reason + ")";
        }
        if (QUOTES_VALUE.contains(e.getErrorCode())) {
            text = text.replaceFirst(": '.*?' for column", ": a value for column");
            text = text.replaceFirst(" value: '.*'", " value")
                    .replaceFirst("character string: '.*'", "character string");
        }
        return (text.endsWith(".") ? text.substring(0, text.length() - 1) : text)
                + (e.getErrorCode() == 0 ? "" : " (" + e.getErrorCode() + ")") + ".";
    }
}
