package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the top level of a spec. */
final class SpecReader {
    private static final List<String> KEYS = List.of(
            "version",
            "name",
            "staging",
            "production",
            "target",
            "overlay",
            "tables",
            "references",
            "discard",
            "migrations",
            "cleanup",
            "rules",
            "checks",
            "fixes",
            "hooks",
            "promote",
            "retention",
            "test");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final DatabaseReader databases;
    private final TableDecisions tables = new TableDecisions();
    private final CleanupReader cleanup = new CleanupReader();

    SpecReader(PasswordReader.Need passwords) {
        this.databases = new DatabaseReader(new PasswordReader(passwords));
    }

    /**
     * Gives the spec; nothing where what it cannot be without is missing, which is noted.
     *
     * @param replacements mappings whose values take the place of the root's; the last counts
     */
    Optional<MergeSpec> read(YamlNode root, List<YamlNode> replacements) {
        if (root.isNothing()) {
            root.mistake(ErrorCode.SPEC_FILE, "The spec is empty.", "Start it with version: 1.");
            return Optional.empty();
        }
        Optional<YamlMapping> mapping = root.mapping();
        for (YamlNode replacement : replacements) {
            mapping = mapping.flatMap(spec -> replacement.mapping().map(spec::with));
        }
        mapping.ifPresent(spec -> spec.refuseOthers(KEYS));
        return mapping.flatMap(this::read);
    }

    private Optional<MergeSpec> read(YamlMapping spec) {
        spec.require("version", "Write version: 1.").ifPresent(SpecReader::version);
        Optional<String> name = spec.require("name", "Write name: and a short name for the merge, such as ete.")
                .flatMap(SpecReader::name);
        Optional<Three> three = databases(spec);
        Map<String, Overlay> overlay = spec.require(
                        "overlay", "Name the tables that keep production's rows; write overlay: {} if there is none.")
                .map(tables::overlay)
                .orElse(Map.of());
        Map<String, TableDecision> contents =
                spec.get("tables").map(node -> tables.contents(node, overlay)).orElse(Map.of());
        Migrations migrations =
                spec.get("migrations").map(new MigrationsReader()::read).orElse(Migrations.NONE);
        List<Reference> references =
                spec.get("references").map(new ReferenceReader()::read).orElse(List.of());
        List<String> discard =
                spec.get("discard").map(node -> tables.discard(node, overlay)).orElse(List.of());
        CleanupReader.Rules rules = cleanup.rules(spec);
        List<Check> checks = spec.get("checks").map(cleanup::checks).orElse(List.of());
        Optional<Path> fixes = spec.get("fixes").flatMap(SpecReader::folder);
        Optional<Path> hooks = spec.get("hooks").flatMap(SpecReader::folder);
        Promotion promotion =
                spec.get("promote").map(new PromotionReader()::read).orElse(Promotion.DEFAULT);
        Optional<Duration> retention = spec.get("retention").flatMap(new RetentionReader()::read);
        TestInputs test = new TestInputReader(spec.owner().document()).read(spec.get("test"));
        if (name.isEmpty() || three.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MergeSpec(
                spec.owner().document().source().path(),
                name.get(),
                three.get().staging(),
                three.get().production(),
                three.get().target(),
                overlay,
                contents,
                references,
                discard,
                migrations,
                rules.rules(),
                rules.skipped(),
                checks,
                fixes,
                hooks,
                promotion,
                retention,
                test));
    }

    private record Three(Database staging, Database production, Database target) {}

    private Optional<Three> databases(YamlMapping spec) {
        Optional<YamlNode> ours = spec.require("staging", "Write staging: { url: ... }.");
        Optional<YamlNode> theirs = spec.require("production", "Write production: { url: ... }.");
        boolean dumped = theirs.filter(DatabaseReader::isDump).isPresent();
        Optional<DatabaseReader.Read> live = dumped ? Optional.empty() : theirs.flatMap(databases::source);
        Optional<DatabaseReader.Read> target = spec.require("target", "Write target: { schema: ... }.")
                .flatMap(node -> dumped ? databases.targetWithUrl(node) : databases.target(node, live));
        Optional<DatabaseReader.Read> staging = ours.flatMap(
                node -> DatabaseReader.isDump(node) ? databases.dump(node, "staging", target) : databases.source(node));
        Optional<DatabaseReader.Read> production =
                dumped ? theirs.flatMap(node -> databases.dump(node, "production", target)) : live;
        databases.refuseSame(staging, production);
        databases.refuseSame(staging, target);
        databases.refuseSame(production, target);
        if (staging.isEmpty() || production.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Three(
                staging.get().database(),
                production.get().database(),
                target.get().database()));
    }

    static void version(YamlNode node) {
        Optional<String> version = node.text();
        if (version.isPresent() && !version.get().equals("1")) {
            node.mistake("version is not 1, the only one that this dbmerge reads.", "Write version: 1.");
        }
    }

    static Optional<String> name(YamlNode node) {
        Optional<String> name = node.text();
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            node.mistake(
                    "name has a character that it must not have, or is too long.",
                    "Use up to 40 letters, digits, - and _.");
            return Optional.empty();
        }
        return name;
    }

    static Optional<Path> folder(YamlNode node) {
        Optional<Path> folder = node.text().map(path -> node.document().resolve(path));
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            boolean file = Files.exists(folder.get());
            node.mistake(
                    ErrorCode.SPEC_MISSING_FILE,
                    folder.get() + (file ? " is a file where a folder is expected." : " does not exist."),
                    "Paths are relative to the spec; leave the key out if there is none.");
        }
        return folder;
    }
}
