package dev.dbmerge.cli;

import dev.dbmerge.spec.Check;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Dump;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Reference;
import dev.dbmerge.spec.ReleaseReference;
import dev.dbmerge.spec.ReleaseSpec;
import dev.dbmerge.spec.SpecLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code dbmerge validate}: reads the spec and the files that it names, without a connection. */
final class ValidateCommand implements Command {
    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String summary() {
        return "read the spec, without a connection, and say what it holds";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Reads the spec and every file that it names, without a connection, and reports",
                "all mistakes at once, each with its file, line and column. A release of several",
                "specs (release.yml) is read with all of them.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.CONFIG);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        if (Specs.isRelease(arguments, console)) {
            ReleaseSpec release = Specs.release(arguments, console);
            console.out().text(arguments.has(Flag.JSON) ? json(release) : text(release));
            return 0;
        }
        MergeSpec spec = SpecLoader.load(arguments.spec(), console.environment());
        console.out().text(arguments.has(Flag.JSON) ? json(spec) : text(spec));
        return 0;
    }

    private static String text(ReleaseSpec release) {
        String specs =
                release.specs().values().stream().map(ValidateCommand::text).collect(Collectors.joining());
        return """
                %s%s is a good release: %s, %s
                %s between them, %s
                """.formatted(
                        specs,
                        release.file(),
                        release.name(),
                        String.join(" and ", release.specs().keySet()),
                        Words.count(release.references().size(), "reference"),
                        release.hooks().isPresent() ? "hooks" : "no hooks");
    }

    private static String json(ReleaseSpec release) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", "dbmerge-release-spec/1");
        document.put("file", release.file());
        document.put("name", release.name());
        Map<String, Object> specs = new LinkedHashMap<>();
        release.specs().forEach((name, spec) -> specs.put(name, document(spec)));
        document.put("specs", specs);
        document.put(
                "references",
                release.references().stream().map(ReleaseReference::text).toList());
        document.put("hooks", release.hooks());
        return Json.of(document);
    }

    private static String text(MergeSpec spec) {
        return """
                %s is a good spec: %s, %s + %s -> %s
                overlays %s
                %s, %s, %s, %s, %s
                """.formatted(
                        spec.file(),
                        spec.name(),
                        named(spec.staging()),
                        named(spec.production()),
                        spec.target().schema(),
                        spec.overlay().isEmpty()
                                ? "nothing"
                                : String.join(", ", spec.overlay().keySet()),
                        Words.count(spec.cleanup().size(), "cleanup rule"),
                        Words.count(spec.checks().size(), "check"),
                        Words.count(spec.references().size(), "reference"),
                        spec.fixes().isPresent() ? "fixes" : "no fixes",
                        spec.hooks().isPresent() ? "hooks" : "no hooks");
    }

    private static String named(Database database) {
        return database.dump().map(Dump::name).orElse(database.schema());
    }

    private static String json(MergeSpec spec) {
        return Json.of(document(spec));
    }

    private static Map<String, Object> document(MergeSpec spec) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", "dbmerge-spec/1");
        document.put("file", spec.file());
        document.put("name", spec.name());
        document.put("staging", json(spec.staging()));
        document.put("production", json(spec.production()));
        document.put("target", json(spec.target()));
        document.put("overlay", spec.overlay().keySet());
        document.put("discard", spec.discard());
        document.put(
                "references", spec.references().stream().map(Reference::text).toList());
        document.put("cleanup", spec.cleanup().stream().map(CleanupRule::id).toList());
        document.put("checks", spec.checks().stream().map(Check::id).toList());
        document.put("fixes", spec.fixes());
        document.put("hooks", spec.hooks());
        return document;
    }

    /** The URL stays out: its properties may hold secrets. */
    private static Map<String, Object> json(Database database) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", database.schema());
        object.put("user", database.user());
        object.put("dump", database.dump().map(Dump::path));
        object.put("consistency", database.consistency().name().toLowerCase(Locale.ROOT));
        return object;
    }
}
