package dev.dbmerge.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a merge is to do, as {@code merge.yml} says it.
 *
 * @param file the file that was read; relative paths in it were resolved against its folder
 * @param name the merge's name, of letters, digits, {@code -} and {@code _}
 * @param target where the merged database is built; on production's server and account unless the file says otherwise
 * @param overlay what production's rows replace, by table, in the file's order
 * @param tables what becomes of tables that both sides have and that are not overlaid, by table
 * @param discard production tables, and other objects as {@code view name}, that are knowingly left behind
 * @param migrations what is known about the applications' own migrations
 * @param cleanup in the order in which they run
 * @param skipped ids of cleanup rules that do not run
 * @param fixes folder of Flyway migrations for the target
 * @param hooks folder of executables
 * @param retention how old users' data may get in what dbmerge leaves behind; empty where nothing is too old
 * @param test what the rules' cases are tested on
 */
public record MergeSpec(
        Path file,
        String name,
        Database staging,
        Database production,
        Database target,
        Map<String, Overlay> overlay,
        Map<String, TableDecision> tables,
        List<Reference> references,
        List<String> discard,
        Migrations migrations,
        List<CleanupRule> cleanup,
        List<String> skipped,
        List<Check> checks,
        Optional<Path> fixes,
        Optional<Path> hooks,
        Promotion promotion,
        Optional<Duration> retention,
        TestInputs test) {
    public MergeSpec {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(target, "target");
        overlay = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(overlay));
        tables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        Objects.requireNonNull(migrations, "migrations");
        references = List.copyOf(references);
        discard = List.copyOf(discard);
        cleanup = List.copyOf(cleanup);
        skipped = List.copyOf(skipped);
        checks = List.copyOf(checks);
        Objects.requireNonNull(promotion, "promotion");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(test, "test");
    }

    /** Gives the same spec for three other databases. */
    public MergeSpec on(Database otherStaging, Database otherProduction, Database otherTarget) {
        return new MergeSpec(
                file,
                name,
                otherStaging,
                otherProduction,
                otherTarget,
                overlay,
                tables,
                references,
                discard,
                migrations,
                cleanup,
                skipped,
                checks,
                fixes,
                hooks,
                promotion,
                retention,
                test);
    }

    /** Gives the same spec whose rules are tested on something else. */
    public MergeSpec testedOn(TestInputs inputs) {
        return new MergeSpec(
                file,
                name,
                staging,
                production,
                target,
                overlay,
                tables,
                references,
                discard,
                migrations,
                cleanup,
                skipped,
                checks,
                fixes,
                hooks,
                promotion,
                retention,
                inputs);
    }
}
