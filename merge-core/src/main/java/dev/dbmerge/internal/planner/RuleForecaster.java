package dev.dbmerge.internal.planner;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.TableDecision.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what each cleanup rule would touch, over the rows that the target will hold, without the target.
 *
 * <p>The rule's own text runs as a SELECT in which a WITH query of the table's name stands for each table: production's rows, mapped
 * and collated as the target will have them, or staging's. What one server cannot answer so is counted in the run.
 */
final class RuleForecaster {
    private final MergeSpec spec;
    private final Schema staging;
    private final Relations relations;
    private final Schema production;
    private final Session stagingSession;
    private final Session productionSession;
    private final Map<String, RowCount> rows;
    private final boolean oneServer;

    /**
     * Makes a forecaster.
     *
     * @param wanted the structure that the target is to have
     * @param overlaid rows that come from production, by overlaid table
     * @param oneServer whether production's session can read staging
     */
    RuleForecaster(
            MergeSpec spec,
            Schema wanted,
            Relations relations,
            Facts.Source staging,
            Facts.Source production,
            Session stagingSession,
            Session productionSession,
            Map<String, RowCount> overlaid,
            boolean oneServer) {
        this.spec = spec;
        this.staging = wanted;
        this.relations = relations;
        this.production = production.schema();
        this.stagingSession = stagingSession;
        this.productionSession = productionSession;
        this.oneServer = oneServer;
        this.rows = new java.util.HashMap<>(staging.rows());
        rows.putAll(overlaid);
    }

    /** Gives one forecast for each table that each rule writes. */
    List<RuleForecast> forecasts() {
        List<RuleForecast> forecasts = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        for (CleanupRule rule : spec.cleanup()) {
            CleanupStatement statement = CleanupStatement.parse(rule.sql());
            Set<String> mentioned = mentioned(statement);
            for (Target target : statement.targets()) {
                forecasts.add(forecast(rule, statement, target, mentioned, touched));
            }
            statement.targets().forEach(target -> touched.add(target.table()));
        }
        return forecasts;
    }

    private RuleForecast forecast(
            CleanupRule rule, CleanupStatement statement, Target target, Set<String> mentioned, Set<String> touched) {
        if (staging.table(target.table()).isEmpty()) {
            return inTheRun(rule, target, "the target has no such table");
        }
        if (mentioned.stream().anyMatch(touched::contains)) {
            return inTheRun(rule, target, "an earlier rule changes its rows");
        }
        if (content(target.table(), Content.EMPTY)) {
            return new RuleForecast(rule.id(), target.table(), OptionalLong.of(0), OptionalLong.of(0), "");
        }
        Optional<String> decided = mentioned.stream()
                .filter(table -> content(table, Content.EMPTY) || content(table, Content.KEEP_PRODUCTION))
                .sorted()
                .findFirst();
        if (decided.isPresent()) {
            return inTheRun(rule, target, "the spec decides what " + decided.get() + " holds");
        }
        Optional<String> fix = fixMentioning(mentioned);
        if (fix.isPresent()) {
            return inTheRun(rule, target, fix.get() + " may change its rows");
        }
        Set<String> overlaid = mentioned.stream()
                .filter(table -> spec.overlay().containsKey(table))
                .collect(Collectors.toSet());
        if (overlaid.isEmpty()) {
            return count(rule, target, stagingSession, staging.name(), selectRows(statement, target));
        }
        if (spec.migrations().run().isPresent()) {
            return inTheRun(rule, target, "migrations.run may change its rows");
        }
        Optional<String> kept = overlaid.stream()
                .filter(table -> spec.overlay().get(table).keepStaging().isPresent())
                .findFirst();
        if (kept.isPresent()) {
            return inTheRun(rule, target, "rows of staging stay in " + kept.get());
        }
        if (overlaid.size() < mentioned.size() && !oneServer) {
            return inTheRun(rule, target, "its tables are on two servers");
        }
        return mapped(rule, statement, target, mentioned);
    }

    private boolean content(String table, Content content) {
        return Optional.ofNullable(spec.tables().get(table))
                .filter(one -> one.content() == content)
                .isPresent();
    }

    private RuleForecast mapped(CleanupRule rule, CleanupStatement statement, Target target, Set<String> mentioned) {
        MappedTables tables = new MappedTables(spec, staging, relations, Collations.of(productionSession));
        List<String> withQueries = new ArrayList<>();
        for (String table : mentioned) {
            Optional<String> select = tables.select(table, statement.identifiers());
            if (select.isEmpty()) {
                return inTheRun(rule, target, "it reads a column of " + table + " that only the target will have");
            }
            withQueries.add(Names.quote(table) + " AS (" + select.get() + ")");
        }
        String rowsSelect = selectRows(statement, target);
        if (productionSession.server().version().commonTableExpressions()) {
            String with = "WITH " + String.join(", ", withQueries) + " ";
            return count(rule, target, productionSession, production.name(), with, rowsSelect);
        }
        if (mentioned.size() > 1) {
            return inTheRun(rule, target, "production's server has no WITH queries");
        }
        String derived =
                "(" + tables.select(target.table(), statement.identifiers()).orElseThrow() + ")";
        return DerivedTable.inPlaceOf(target, rowsSelect, derived)
                .map(text -> count(rule, target, productionSession, production.name(), text))
                .orElseGet(() -> inTheRun(rule, target, "production's server has no WITH queries"));
    }

    /** Selects one row for each row touched: a join may repeat a row, its primary key does not. */
    private String selectRows(CleanupStatement statement, Target target) {
        Table table = staging.table(target.table()).orElseThrow();
        String reference = Names.quote(target.reference());
        return statement.selectOf(
                target,
                table.primaryKey()
                        .map(key -> key.columns().stream()
                                .map(column -> reference + "." + Names.quote(column))
                                .collect(Collectors.joining(", ")))
                        .orElse("1 AS touched"));
    }

    private RuleForecast count(CleanupRule rule, Target target, Session session, String schema, String select) {
        return count(rule, target, session, schema, "", select);
    }

    private RuleForecast count(
            CleanupRule rule, Target target, Session session, String schema, String with, String select) {
        String doing = "count what rule " + rule.id() + " would touch";
        try {
            session.execute(doing, "USE " + Names.quote(schema));
            long touched = session.number(doing, with + "SELECT COUNT(*) FROM (" + select + ") AS touched_rows");
            RowCount of = rows.getOrDefault(target.table(), new RowCount(0, false));
            return new RuleForecast(
                    rule.id(),
                    target.table(),
                    OptionalLong.of(touched),
                    of.exact() ? OptionalLong.of(of.rows()) : OptionalLong.empty(),
                    "");
        } catch (MergeException e) {
            return switch (e.code()) {
                case SERVER_GONE, INTERRUPTED -> throw e;
                default -> inTheRun(rule, target, "a source's server cannot answer it: " + e.problem());
            };
        }
    }

    private static RuleForecast inTheRun(CleanupRule rule, Target target, String why) {
        return new RuleForecast(rule.id(), target.table(), OptionalLong.empty(), OptionalLong.empty(), why);
    }

    /** Takes a name for a table wherever it stands: too many do no harm, one too few would. */
    private Set<String> mentioned(CleanupStatement statement) {
        return staging.tables().keySet().stream()
                .filter(table -> statement.identifiers().stream().anyMatch(table::equalsIgnoreCase))
                .collect(Collectors.toSet());
    }

    private Optional<String> fixMentioning(Set<String> tables) {
        if (spec.fixes().isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(spec.fixes().get())) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> tables.stream().anyMatch(read(file)::contains))
                    .map(file -> file.getFileName().toString())
                    .findFirst();
        } catch (IOException e) {
            return Optional.of("a fix that cannot be read");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
