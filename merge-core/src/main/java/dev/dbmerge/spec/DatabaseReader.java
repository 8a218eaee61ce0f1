package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import dev.dbmerge.spec.Database.Consistency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads staging, production and target, and sees that they are three. */
final class DatabaseReader {
    private static final List<String> TARGET_KEYS =
            List.of("url", "schema", "user", "password-env", "password-file", "option-file");
    private static final List<String> SOURCE_KEYS =
            List.of("url", "schema", "user", "password-env", "password-file", "option-file", "consistency", "dump");
    private static final List<String> DUMP_KEYS = List.of("dump", "schema");
    private static final Map<String, Consistency> CONSISTENCY =
            Map.of("snapshot", Consistency.SNAPSHOT, "lock", Consistency.LOCK, "quiet", Consistency.QUIET);
    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("mysql", "sys", "information_schema", "performance_schema");

    private final PasswordReader passwords;

    DatabaseReader(PasswordReader passwords) {
        this.passwords = passwords;
    }

    /**
     * A database with what is needed to compare it.
     *
     * @param node the spec's value that names it
     */
    record Read(YamlNode node, Database database, JdbcUrl url) {
        boolean same(Read other) {
            return url.host().equals(other.url.host())
                    && url.port() == other.url.port()
                    && database.schema().equalsIgnoreCase(other.database.schema());
        }
    }

    /** Reads a source; gives nothing where a mistake was noted. */
    Optional<Read> source(YamlNode node) {
        Optional<YamlMapping> mapping = keys(node, SOURCE_KEYS);
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        Optional<JdbcUrl> url = mapping.get()
                .require("url", "Write url: \"jdbc:mysql://host/schema\".")
                .flatMap(this::url);
        Optional<Consistency> consistency = mapping.get().get("consistency").isEmpty()
                ? Optional.of(Consistency.SNAPSHOT)
                : mapping.get().get("consistency").flatMap(value -> value.choice(CONSISTENCY));
        Optional<Read> read = database(mapping.get(), url, consistency.orElse(Consistency.SNAPSHOT));
        return consistency.isEmpty() ? Optional.empty() : read;
    }

    /** Tells whether a source is a dump instead of a database. */
    static boolean isDump(YamlNode node) {
        return node.isMapping()
                && node.mapping().flatMap(keys -> keys.get("dump")).isPresent();
    }

    /** Reads a source that is a dump; it is loaded beside the target, by the target's account. */
    Optional<Read> dump(YamlNode node, String role, Optional<Read> target) {
        Optional<YamlMapping> mapping = node.mapping();
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        refuseBesideDump(mapping.get());
        Optional<Path> path = mapping.get()
                .get("dump")
                .flatMap(value ->
                        value.text().map(text -> value.document().resolve(text)).filter(file -> exists(value, file)));
        Optional<YamlNode> written = mapping.get().get("schema");
        Optional<String> schema = written.flatMap(YamlNode::text).flatMap(name -> schema(written.get(), name));
        if (path.isEmpty() || target.isEmpty() || written.isPresent() && schema.isEmpty()) {
            return Optional.empty();
        }
        Database beside = target.get().database();
        Database database = new Database(
                target.get().url().withoutSchema(),
                Dump.scratch(beside.schema(), role),
                beside.user(),
                beside.password(),
                Consistency.QUIET,
                Optional.of(new Dump(path.get(), schema)),
                node.keyAt());
        return Optional.of(new Read(node, database, target.get().url()));
    }

    /** Where nothing will be connected to, no dump is looked at either. */
    private boolean exists(YamlNode node, Path file) {
        if (!passwords.wanted() || Files.exists(file)) {
            return true;
        }
        node.mistake(
                ErrorCode.SPEC_MISSING_FILE,
                file + " does not exist.",
                "Name a file of mysqldump or mariadb-dump, or a folder of mydumper; paths are relative to the spec.");
        return false;
    }

    private void refuseBesideDump(YamlMapping source) {
        source.values().forEach((key, value) -> {
            if (SOURCE_KEYS.contains(key) && !DUMP_KEYS.contains(key)) {
                value.document()
                        .mistake(
                                ErrorCode.SPEC_UNKNOWN_KEY,
                                value.keyAt(),
                                source.owner().path() + " has both dump and " + key + ".",
                                "Name a database by its url or a dump, not both; a dump is loaded by the target's account.");
            }
        });
        source.refuseOthers(SOURCE_KEYS);
    }

    /** Notes that production, which is a dump, has no server for the target to be on. */
    Optional<Read> targetWithUrl(YamlNode node) {
        if (node.isMapping() && node.mapping().flatMap(keys -> keys.get("url")).isEmpty()) {
            node.document()
                    .mistake(
                            ErrorCode.SPEC_MISSING_KEY,
                            node.keyAt(),
                            "production is a dump, so there is no server of production for the target to be on.",
                            "Write target: { url: \"jdbc:mysql://host/schema\", user: ... }.");
            return Optional.empty();
        }
        return target(node, Optional.empty());
    }

    /** Reads the target, which is on production's server unless it has a URL. */
    Optional<Read> target(YamlNode node, Optional<Read> production) {
        Optional<YamlMapping> mapping = keys(node, TARGET_KEYS);
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        if (mapping.get().get("url").isPresent()) {
            Optional<JdbcUrl> url = mapping.get().get("url").flatMap(this::url);
            return database(mapping.get(), url, Consistency.SNAPSHOT);
        }
        refuseAccountWithoutUrl(mapping.get());
        Optional<String> schema = mapping.get()
                .require("schema", "Write schema: and the name of the database to build.")
                .flatMap(YamlNode::text)
                .flatMap(name -> schema(mapping.get().get("schema").orElse(node), name));
        if (schema.isEmpty() || production.isEmpty()) {
            return Optional.empty();
        }
        Database like = production.get().database();
        String url = production.get().url().withoutSchema();
        Database target =
                new Database(url, schema.get(), like.user(), like.password(), Consistency.SNAPSHOT, node.keyAt());
        return Optional.of(new Read(node, target, production.get().url()));
    }

    /** Notes two databases that are one. */
    void refuseSame(Optional<Read> one, Optional<Read> other) {
        if (one.isPresent() && other.isPresent() && one.get().same(other.get())) {
            YamlNode node = other.get().node();
            node.document()
                    .mistake(
                            ErrorCode.SPEC_SAME_DATABASE,
                            node.keyAt(),
                            capital(node.path()) + " and " + one.get().node().path() + " are one database, "
                                    + other.get().database().schema() + ".",
                            "Name three databases: staging, production and a new one as the target.");
        }
    }

    private Optional<YamlMapping> keys(YamlNode node, List<String> known) {
        Optional<YamlMapping> mapping = node.mapping();
        mapping.ifPresent(keys -> {
            List<String> others = new java.util.ArrayList<>(known);
            keys.get("password").ifPresent(password -> {
                others.add("password");
                node.document()
                        .mistake(
                                ErrorCode.SPEC_PASSWORD,
                                password.keyAt(),
                                node.path() + " holds a password.",
                                PasswordReader.REMEDY);
            });
            keys.refuseOthers(others);
        });
        return mapping;
    }

    private void refuseAccountWithoutUrl(YamlMapping target) {
        target.values().forEach((key, value) -> {
            if (TARGET_KEYS.contains(key) && !key.equals("schema")) {
                value.document()
                        .mistake(
                                ErrorCode.SPEC_MISSING_KEY,
                                value.keyAt(),
                                "target has " + key + " but no url, so it takes production's server and account.",
                                "Write the url too, or leave " + key + " out.");
            }
        });
    }

    private Optional<JdbcUrl> url(YamlNode node) {
        return node.text().flatMap(text -> JdbcUrl.parse(text, fault -> note(node, fault)));
    }

    private static void note(YamlNode node, JdbcUrl.Fault fault) {
        int offset = node.raw().map(text -> text.indexOf(fault.part())).orElse(0);
        node.document()
                .mistake(
                        fault.code(),
                        fault.part().isEmpty() || offset < 0 ? node.at() : node.at(offset),
                        node.path() + " " + fault.problem(),
                        fault.remedy());
    }

    private Optional<Read> database(YamlMapping mapping, Optional<JdbcUrl> url, Consistency consistency) {
        PasswordReader.Account account = passwords.read(mapping);
        Optional<String> written = mapping.get("user").flatMap(YamlNode::text);
        Optional<String> schema = schema(mapping, url);
        if (url.isEmpty() || schema.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> user = written.or(url.get()::user).or(account::user);
        if (written.isPresent()
                && url.get().user().filter(name -> !name.equals(written.get())).isPresent()) {
            mapping.get("user")
                    .ifPresent(node -> node.mistake(
                            node.path() + " is not the user in the URL.", "Leave the property user out of the URL."));
        }
        YamlNode node = mapping.owner();
        Database database =
                new Database(url.get().text(), schema.get(), user, account.password(), consistency, node.keyAt());
        return Optional.of(new Read(node, database, url.get()));
    }

    private Optional<String> schema(YamlMapping mapping, Optional<JdbcUrl> url) {
        Optional<YamlNode> node = mapping.get("schema");
        Optional<String> written = node.flatMap(YamlNode::text);
        Optional<String> inUrl = url.flatMap(JdbcUrl::schema);
        if (written.isPresent() && inUrl.isPresent() && !written.equals(inUrl)) {
            node.get()
                    .mistake(
                            node.get().path() + " is " + written.get() + ", but the URL ends in " + inUrl.get() + ".",
                            "Name the schema in one of the two.");
            return Optional.empty();
        }
        if (written.isEmpty() && node.isEmpty() && url.isPresent() && inUrl.isEmpty()) {
            YamlNode owner = mapping.owner();
            owner.document()
                    .mistake(
                            ErrorCode.SPEC_MISSING_KEY,
                            mapping.get("url").orElse(owner).at(),
                            owner.path() + " names a server but no schema.",
                            "Add it to the URL, as in //host/schema, or as schema: beside it.");
        }
        YamlNode place = node.or(() -> mapping.get("url")).orElse(mapping.owner());
        return written.or(() -> inUrl).flatMap(name -> schema(place, name));
    }

    private Optional<String> schema(YamlNode node, String name) {
        if (SYSTEM_SCHEMAS.contains(name.toLowerCase(Locale.ROOT))) {
            node.mistake(
                    ErrorCode.SPEC_SYSTEM_SCHEMA,
                    node.path() + " names " + name + ", which belongs to the server.",
                    "Name a database of an application.");
            return Optional.empty();
        }
        if (name.length() > 64 || name.endsWith(" ") || name.indexOf('\0') >= 0) {
            node.mistake(
                    node.path() + " names a schema that no server takes.",
                    "Use up to 64 characters, no blank at the end.");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
