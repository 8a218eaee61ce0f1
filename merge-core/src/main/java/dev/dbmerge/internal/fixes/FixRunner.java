package dev.dbmerge.internal.fixes;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.journal.Migrations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.SchemaDataSource;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.sql.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Applies a folder of Flyway migrations to the target: versioned ({@code V1__x.sql}) and repeatable ({@code R__x.sql}) ones.
 *
 * <p>The target is their default schema, NOW() is pinned, and {@code ${target}} stands for the target's quoted name; no other
 * placeholder is replaced. None of them may speak of staging's or production's database. Their history is {@code _dbmerge_fixes}.
 */
public final class FixRunner {
    /** Flyway's history of the fixes; the application's own history is another table. */
    public static final String HISTORY_TABLE = Schema.JOURNAL_PREFIX + "fixes";

    private static final Pattern VERSIONED = Pattern.compile("V([0-9._]+?)__");

    private final Server target;
    private final Set<String> sourceSchemas;
    private final Instant pinnedAt;

    /**
     * Makes the runner.
     *
     * @param sourceSchemas names of staging's and production's databases
     * @param pinnedAt what NOW() stands for
     */
    public FixRunner(Server target, Set<String> sourceSchemas, Instant pinnedAt) {
        this.target = target;
        this.sourceSchemas = Set.copyOf(sourceSchemas);
        this.pinnedAt = pinnedAt;
    }

    /**
     * Applies what the folder holds and the target has not had yet.
     *
     * @return the files that were applied, in their order
     * @throws RefusedException with {@link ErrorCode#FOREIGN_NAME} before anything runs, when a file speaks of a source
     * @throws MergeException with {@link ErrorCode#FIX} when a file fails; what ran before it stays in the target
     */
    public List<String> run(Path folder) {
        files(folder).forEach(this::refuseForeign);
        try (SchemaDataSource source =
                new SchemaDataSource(target, target.schema(), List.of(PinnedTime.statement(pinnedAt)))) {
            Flyway flyway = flyway(source, folder);
            refuseLeftOut(folder, flyway);
            flyway.migrate();
            return Arrays.stream(flyway.info().applied())
                    .map(MigrationInfo::getScript)
                    .filter(script -> script.endsWith(".sql"))
                    .toList();
        } catch (FlywayException e) {
            throw FixFailure.of(target, folder, e);
        }
    }

    private Flyway flyway(SchemaDataSource source, Path folder) {
        return Migrations.of(source, target.schema(), HISTORY_TABLE)
                .locations("filesystem:" + folder.toAbsolutePath())
                .placeholderReplacement(true)
                .placeholders(Map.of("target", Names.quote(target.schema())))
                .validateMigrationNaming(true)
                .load();
    }

    /** Flyway leaves out what is not above its baseline, and says nothing. */
    private static void refuseLeftOut(Path folder, Flyway flyway) {
        for (MigrationInfo info : flyway.info().all()) {
            if (info.isVersioned() && info.getVersion().compareTo(Migrations.baseline()) <= 0) {
                throw new RefusedException(
                        ErrorCode.FIX,
                        "Fix " + folder.resolve(info.getScript()) + " has the version " + info.getVersion()
                                + ", which stands for the target as it was before any fix.",
                        "Count from V1.");
            }
        }
    }

    /** Gives the text of each file as it would run, in the order in which Flyway takes them, behind a comment with its name. */
    public static List<String> statements(Path folder, String target) {
        return files(folder).stream()
                .sorted(Comparator.comparing(FixRunner::version).thenComparing(Comparator.naturalOrder()))
                .map(file -> "-- " + folder.relativize(file) + "\n"
                        + text(file).strip().replaceFirst(";\\s*$", "").replace("${target}", Names.quote(target)))
                .toList();
    }

    /** Gives every word and name that the files mention, in lower case. */
    public static Set<String> words(Path folder) {
        return files(folder).stream()
                .flatMap(file -> tokens(file).stream())
                .filter(Token::isName)
                .map(token -> token.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Repeatable files come last. */
    private static MigrationVersion version(Path file) {
        Matcher versioned = VERSIONED.matcher(file.getFileName().toString());
        return versioned.lookingAt() ? MigrationVersion.fromVersion(versioned.group(1)) : MigrationVersion.LATEST;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.FIX,
                    "The folder of fixes " + folder + " cannot be read: " + e.getMessage() + ".",
                    "Mend fixes in the spec.",
                    e);
        }
    }

    private void refuseForeign(Path file) {
        List<Token> tokens = tokens(file);
        for (int i = 0; i < tokens.size(); i++) {
            boolean qualifies = i + 1 < tokens.size() && tokens.get(i + 1).is('.');
            boolean used = i > 0 && tokens.get(i - 1).is("USE");
            if (tokens.get(i).isName()
                    && (qualifies || used)
                    && isSource(tokens.get(i).name())) {
                throw new RefusedException(
                        ErrorCode.FOREIGN_NAME,
                        "Fix " + file + " speaks of the database "
                                + tokens.get(i).name() + ", but fixes see the target alone.",
                        "Leave the database's name out.");
            }
        }
    }

    private boolean isSource(String name) {
        return sourceSchemas.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static List<Token> tokens(Path file) {
        try {
            return SqlText.tokens(text(file));
        } catch (SqlTextException e) {
            throw new RefusedException(
                    ErrorCode.FIX, "Fix " + file + " is not SQL: " + e.getMessage() + ".", "Mend the file.", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.FIX, "Fix " + file + " cannot be read: " + e.getMessage() + ".", "Write it in UTF-8.", e);
        }
    }
}
