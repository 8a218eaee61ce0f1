package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A server's address by the rules for URLs of a spec.
 *
 * @param base the URL up to and with the slash before the schema
 * @param options the URL's options with their question mark, without the account; may be empty
 * @param user empty where the URL does not name one
 */
public record ServerUrl(String base, String options, Optional<String> user) {
    /**
     * Reads a URL; a schema in it is left out.
     *
     * @param accountRemedy where the account belongs, for the message about one that stands where it must not
     * @throws MergeException when it is none of MySQL's driver, names several servers, holds a password or sets what
     *     dbmerge sets itself
     */
    public static ServerUrl parse(String text, String accountRemedy) {
        List<JdbcUrl.Fault> faults = new ArrayList<>();
        Optional<JdbcUrl> read = JdbcUrl.parse(text, faults::add);
        if (read.isEmpty() || !faults.isEmpty()) {
            JdbcUrl.Fault fault = faults.get(0);
            boolean account = fault.code() == ErrorCode.SPEC_PASSWORD
                    || text.replaceFirst("\\?.*", "").contains("@");
            throw new MergeException(
                    fault.code(), "The server's URL " + fault.problem(), account ? accountRemedy : fault.remedy());
        }
        String[] parts = read.get().withoutSchema().split("\\?", 2);
        String options = parts.length == 1
                ? ""
                : Arrays.stream(parts[1].split("&"))
                        .filter(option -> !option.toLowerCase(Locale.ROOT).startsWith("user="))
                        .collect(Collectors.joining("&"));
        return new ServerUrl(
                parts[0], options.isEmpty() ? "" : "?" + options, read.get().user());
    }

    /** Gives the URL of a schema, without the account. */
    public String url(String schema) {
        return base + schema + options;
    }

    /** Gives host and port as the URL has them. */
    public String address() {
        return base.replaceFirst("^jdbc:mysql://", "").replaceFirst("/$", "");
    }
}
