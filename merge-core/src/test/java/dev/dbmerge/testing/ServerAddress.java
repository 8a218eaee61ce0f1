package dev.dbmerge.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a test's server is and who may do everything on it.
 *
 * @param base the JDBC URL up to and with the slash before the schema
 * @param options the URL's options with their question mark, without the account; may be empty
 */
record ServerAddress(String base, String options, String user, String password) {
    /** Reads a JDBC URL whose options hold the account, as in {@code jdbc:mysql://127.0.0.1:14057/?user=root}. */
    static ServerAddress parse(String url) {
        String[] parts = url.strip().split("\\?", 2);
        if (!parts[0].matches("jdbc:mysql://[^/]+(/\\w*)?")) {
            throw new IllegalArgumentException("MERGE_TEST_URL holds something that is not a URL of the form"
                    + " jdbc:mysql://HOST:PORT/?user=root");
        }
        String user = "root";
        String password = "";
        List<String> others = new ArrayList<>();
        for (String option : parts.length == 1 ? new String[0] : parts[1].split("&")) {
            if (option.startsWith("user=")) {
                user = option.substring("user=".length());
            } else if (option.startsWith("password=")) {
                password = option.substring("password=".length());
            } else {
                others.add(option);
            }
        }
        String base = parts[0].replaceFirst("^(jdbc:mysql://[^/]+).*", "$1/");
        return new ServerAddress(base, others.isEmpty() ? "" : "?" + String.join("&", others), user, password);
    }

    String url(String schema) {
        return base + schema + options;
    }
}
