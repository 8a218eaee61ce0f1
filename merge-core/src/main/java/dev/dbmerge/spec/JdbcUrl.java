package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL of Connector/J that names one server.
 *
 * @param host in lower case; {@code localhost} for every spelling of this machine
 * @param schema empty where the URL ends at the server
 * @param properties decoded, in the URL's order
 */
record JdbcUrl(String text, String host, int port, Optional<String> schema, Map<String, String> properties) {
    static final String FORM = "Write it as jdbc:mysql://host:3306/schema?property=value.";

    private static final Pattern SHAPE =
            Pattern.compile("jdbc:mysql://(?<server>[^/?]*)(?:/(?<schema>[^?]*))?(?:\\?(?<properties>.*))?");
    private static final Pattern SERVER =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]\\s]*)(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern SEVERAL_SERVERS =
            Pattern.compile("jdbc:mysql:(loadbalance|replication):.*|(jdbc:)?mysqlx(\\+srv)?:.*|jdbc:mysql\\+srv:.*");
    private static final Set<String> THIS_MACHINE = Set.of("", "localhost", "127.0.0.1", "[::1]");

    /**
     * What is wrong with a URL.
     *
     * @param problem a sentence that starts behind the URL's name, such as "names several servers."
     * @param part the piece of the URL that is wrong, such as a property's name; empty for all of it
     */
    record Fault(ErrorCode code, String problem, String remedy, String part) {
        Fault(ErrorCode code, String problem, String remedy) {
            this(code, problem, remedy, "");
        }
    }

    /** Reads a URL; gives nothing, and at least one fault, where it is none. */
    static Optional<JdbcUrl> parse(String text, Consumer<Fault> faults) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            faults.accept(shapeFault(text));
            return Optional.empty();
        }
        String server = shape.group("server");
        Optional<Fault> wrong = serverFault(server, text.split("\\?", 2)[0]);
        Matcher parts = SERVER.matcher(server);
        if (wrong.isPresent() || !parts.matches()) {
            faults.accept(wrong.orElse(new Fault(ErrorCode.SPEC_URL, "names a server that is not host:port.", FORM)));
            return Optional.empty();
        }
        int port = parts.group("port") == null ? 3306 : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 65535) {
            faults.accept(new Fault(ErrorCode.SPEC_URL, "has a port outside 1 to 65535.", FORM));
            return Optional.empty();
        }
        try {
            Map<String, String> properties = properties(shape.group("properties"), faults);
            Optional<String> schema = Optional.ofNullable(shape.group("schema"))
                    .map(JdbcUrl::decoded)
                    .filter(name -> !name.isEmpty());
            return Optional.of(new JdbcUrl(text, normalHost(parts.group("host")), port, schema, properties));
        } catch (IllegalArgumentException e) {
            faults.accept(
                    new Fault(ErrorCode.SPEC_URL, "holds a % that is no code of a character.", "Write % as %25."));
            return Optional.empty();
        }
    }

    private static Fault shapeFault(String text) {
        if (text.startsWith("jdbc:mariadb:")) {
            return new Fault(
                    ErrorCode.SPEC_URL,
                    "is for MariaDB's driver, which dbmerge does not use.",
                    "Write jdbc:mysql: in its place; it speaks to MariaDB as well.");
        }
        if (SEVERAL_SERVERS.matcher(text).matches()) {
            return new Fault(
                    ErrorCode.SPEC_URL,
                    "lets the driver choose among servers, but locks and snapshots hold on one alone.",
                    "Name one server: jdbc:mysql://host:3306/schema.");
        }
        return new Fault(ErrorCode.SPEC_URL, "is not a URL of MySQL's driver.", FORM);
    }

    /** A password may hold a slash, so that an @ is looked for behind the server too. */
    private static Optional<Fault> serverFault(String server, String beforeProperties) {
        if (beforeProperties.contains("@")) {
            boolean password = beforeProperties.matches("jdbc:mysql://[^@]*:.*@.*");
            return Optional.of(
                    password
                            ? new Fault(ErrorCode.SPEC_PASSWORD, "holds a password.", PasswordReader.REMEDY)
                            : new Fault(
                                    ErrorCode.SPEC_URL,
                                    "holds a user before the host.",
                                    "Write it as user: beside the URL."));
        }
        if (server.contains(",") || server.contains("(")) {
            return Optional.of(new Fault(
                    ErrorCode.SPEC_URL,
                    "names a list of servers, but locks and snapshots hold on one alone.",
                    "Name one server as host:port."));
        }
        return Optional.empty();
    }

    private static Map<String, String> properties(String text, Consumer<Fault> faults) {
        Map<String, String> result = new LinkedHashMap<>();
        for (String property : text == null ? new String[0] : text.split("&")) {
            if (!property.isEmpty()) {
                int equals = property.indexOf('=');
                String name = decoded(equals < 0 ? property : property.substring(0, equals))
                        .strip();
                String value = equals < 0 ? "" : decoded(property.substring(equals + 1));
                refuse(name, faults);
                result.put(name, value);
            }
        }
        return result;
    }

    private static void refuse(String name, Consumer<Fault> faults) {
        if (RefusedProperties.secret(name)) {
            faults.accept(new Fault(
                    ErrorCode.SPEC_PASSWORD,
                    "holds a password in the property " + name + ".",
                    passwordRemedy(name),
                    name));
        }
        RefusedProperties.reason(name)
                .ifPresent(reason -> faults.accept(new Fault(
                        ErrorCode.SPEC_URL,
                        "sets " + name + ", which " + reason + ".",
                        "Leave " + name + " out of the URL.",
                        name)));
    }

    private static String passwordRemedy(String name) {
        String property = name.toLowerCase(Locale.ROOT);
        if (property.contains("store")) {
            String store = property.contains("trust") ? "trustStore" : "keyStore";
            return "Give Java the system properties javax.net.ssl." + store + " and javax.net.ssl." + store
                    + "Password.";
        }
        return PasswordReader.REMEDY;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String normalHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return THIS_MACHINE.contains(lower) ? "localhost" : lower;
    }

    /** Gives the URL of the same server without a schema. */
    String withoutSchema() {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalStateException("a URL is read before it is changed");
        }
        String properties = shape.group("properties");
        return "jdbc:mysql://" + shape.group("server") + "/" + (properties == null ? "" : "?" + properties);
    }

    /** Gives the user that the URL's properties name. */
    Optional<String> user() {
        return properties.entrySet().stream()
                .filter(property -> property.getKey().equalsIgnoreCase("user"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
