package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads an account's password from where the spec says that it is. */
final class PasswordReader {
    static final String REMEDY = "Passwords: password-env, password-file, or MySQL option file (option-file).";
    static final List<String> KEYS = List.of("password-env", "password-file", "option-file");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /**
     * What a database's keys say about the account.
     *
     * @param user from an option file
     */
    record Account(Optional<String> user, Secret password) {
        static final Account NONE = new Account(Optional.empty(), Secret.NONE);

        /** Leaves the password out. */
        @Override
        public String toString() {
            return user.orElse("") + password;
        }
    }

    /** Whether passwords are wanted. */
    enum Need {
        READ,
        /** Nothing will be connected to: an account has no password, and none of its files is looked at. */
        LEAVE
    }

    private final Need need;

    PasswordReader(Need need) {
        this.need = need;
    }

    /** Tells whether something will be connected to. */
    boolean wanted() {
        return need == Need.READ;
    }

    /** Gives the account; none where it cannot be read, which is noted. */
    Account read(YamlMapping database) {
        if (need == Need.LEAVE) {
            return new Account(database.get("option-file").map(file -> "nobody"), Secret.NONE);
        }
        List<YamlNode> given =
                KEYS.stream().flatMap(key -> database.get(key).stream()).toList();
        if (given.size() > 1) {
            YamlNode second = given.get(1);
            second.document()
                    .mistake(
                            ErrorCode.SPEC_PASSWORD,
                            second.keyAt(),
                            database.owner().path() + " says twice where its password is.",
                            "Keep one of " + String.join(", ", KEYS) + ".");
        }
        Optional<Account> fromEnvironment = database.get("password-env").flatMap(this::fromEnvironment);
        Optional<Account> fromFile = database.get("password-file").flatMap(this::fromFile);
        Optional<Account> fromOptions = database.get("option-file").flatMap(this::fromOptions);
        return fromEnvironment.or(() -> fromFile).or(() -> fromOptions).orElse(Account.NONE);
    }

    private Optional<Account> fromEnvironment(YamlNode node) {
        // read as it stands: ${PASSWORD} here would put the password into the message
        Optional<String> name = node.raw();
        if (name.isEmpty() || node.isNothing()) {
            node.text();
            return Optional.empty();
        }
        if (!VARIABLE.matcher(name.get()).matches()) {
            node.mistake(
                    ErrorCode.SPEC_VARIABLE,
                    node.path() + " is not the name of an environment variable.",
                    "Write the bare name, such as ETE_PASSWORD, not the password and not ${...}.");
            return Optional.empty();
        }
        Optional<String> value =
                Optional.ofNullable(node.document().environment().get(name.get()));
        if (value.isEmpty()) {
            node.mistake(
                    ErrorCode.SPEC_VARIABLE,
                    "The environment variable " + name.get() + " is not set.",
                    "Set it to the password of " + node.path().replace(".password-env", "") + "'s account.");
        }
        return value.map(password -> new Account(Optional.empty(), new Secret(password)));
    }

    private Optional<Account> fromFile(YamlNode node) {
        return node.text()
                .flatMap(path -> content(node, path))
                .filter(content -> privately(node, path(node, node.text().orElse(""))))
                .map(content -> new Account(Optional.empty(), new Secret(content.replaceFirst("\\r?\\n$", ""))));
    }

    private Optional<Account> fromOptions(YamlNode node) {
        Optional<String> path = node.text();
        Optional<Map<String, String>> client =
                path.flatMap(file -> content(node, file)).map(OptionFile::client);
        if (client.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> password = Optional.ofNullable(client.get().get("password"));
        if (password.isEmpty()) {
            node.mistake(
                    ErrorCode.SPEC_PASSWORD,
                    path.get() + " has no password under [client].",
                    "Add a line password=... there, or name another file.");
            return Optional.empty();
        }
        Optional<String> user = Optional.ofNullable(client.get().get("user"));
        return password.filter(found -> found.isEmpty() || privately(node, path(node, path.get())))
                .map(found -> new Account(user, new Secret(found)));
    }

    private static Path path(YamlNode node, String text) {
        boolean home = text.equals("~") || text.startsWith("~/");
        return node.document().resolve(home ? System.getProperty("user.home") + text.substring(1) : text);
    }

    private static Optional<String> content(YamlNode node, String text) {
        Path path = path(node, text);
        try {
            return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            boolean exists = Files.exists(path);
            node.mistake(
                    exists ? ErrorCode.SPEC_PASSWORD : ErrorCode.SPEC_MISSING_FILE,
                    exists ? text + " cannot be read as a text in UTF-8." : "There is no file " + text + ".",
                    exists
                            ? "Check its type and owner."
                            : "Paths are relative to the spec; make it readable by its owner only.");
            return Optional.empty();
        }
    }

    private static boolean privately(YamlNode node, Path path) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view == null || view.readAttributes().permissions().stream().noneMatch(OTHERS::contains)) {
                return true;
            }
        } catch (IOException e) {
            node.mistake(
                    ErrorCode.SPEC_PASSWORD, "The permissions of " + path + " cannot be read.", "Check its folder.");
            return false;
        }
        node.mistake(
                ErrorCode.SPEC_PASSWORD,
                path + " holds a password, and others than its owner may read or change it.",
                "Run chmod 600 " + path + ".");
        return false;
    }
}
