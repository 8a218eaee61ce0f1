package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.spec.Secret;
import dev.dbmerge.spec.ServerUrl;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives a server for a word such as {@code mysql:9.7}. */
public final class Servers {
    /** The server that needs nothing but Java: {@link EmbeddedServer#start}. */
    public static final String DEFAULT = "mariadb:11.4";

    private static final String MYSQL_80 = "mysql:8.0";
    private static final Pattern IMAGE = Pattern.compile("(mysql|mariadb):(\\w[\\w.-]*)");
    private static final String ACCOUNT = "Name the user in the option user or in DBMERGE_TEST_USER, and set"
            + " DBMERGE_TEST_PASSWORD to the password.";

    private Servers() {}

    /**
     * Starts or connects to a server.
     *
     * @param what {@code mariadb:11.4} and {@code mysql:8.0} are embedded (the latter where there is a build for this
     *     machine); {@code mysql:TAG} and {@code mariadb:TAG} run in a container; {@code jdbc:mysql://host:port/?user=U}
     *     is a server of somebody else's. Its user may stand in {@code DBMERGE_TEST_USER} too, its password only in
     *     {@code DBMERGE_TEST_PASSWORD} (properties or variables)
     * @throws MergeException when the text is none of these ({@link ErrorCode#USAGE}), or the server cannot be had
     */
    public static DatabaseServer of(String what) {
        if (what.startsWith("jdbc:")) {
            return given(what);
        }
        Matcher image = IMAGE.matcher(what);
        if (!image.matches()) {
            throw new MergeException(
                    ErrorCode.USAGE,
                    what.isBlank() ? "No server is named." : "There is no server " + what + ".",
                    "Write mariadb:11.4 or mysql:8.0 (embedded), mysql:TAG or mariadb:TAG (in a container), or"
                            + " jdbc:mysql://host:3306/?user=U.");
        }
        if (what.equals(DEFAULT)) {
            return EmbeddedServer.start();
        }
        boolean build = Distribution.mySqlRunsOn(System.getProperty("os.name"), System.getProperty("os.arch"));
        if (what.equals(MYSQL_80) && build) {
            return EmbeddedServer.mysql80();
        }
        Function<String, DatabaseServer> starter =
                image.group(1).equals("mysql") ? Containers::mysql : Containers::mariadb;
        return starter.apply(image.group(2));
    }

    private static DatabaseServer given(String text) {
        ServerUrl url = ServerUrl.parse(text, ACCOUNT);
        String user = url.user()
                .or(() -> Cache.setting("DBMERGE_TEST_USER"))
                .orElseThrow(() -> new MergeException(
                        ErrorCode.USAGE, "The server at " + url.address() + " is given without an account.", ACCOUNT));
        Secret password =
                Cache.setting("DBMERGE_TEST_PASSWORD").map(Secret::new).orElse(Secret.NONE);
        return GivenServer.at(url, user, password);
    }
}
