package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.mapping.OverlaidTable;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.StructureParts;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.PlanBasis;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.Step.CodeKind;
import dev.dbmerge.plan.TablePlan;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.Reference;
import dev.dbmerge.spec.TableDecision;
import dev.dbmerge.spec.TableDecision.Content;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the plan from the spec and what was read; asks no server and writes nothing. */
public final class Planner {
    private final MergeSpec spec;
    private final Facts facts;
    private final Schema staging;
    private final Schema production;

    public Planner(MergeSpec spec, Facts facts) {
        this.spec = spec;
        this.facts = facts;
        this.staging = facts.target();
        this.production = facts.production().schema();
    }

    /** Makes the plan; a blocker in it is a result, not an error. */
    public MergePlan plan() {
        List<Finding> found = new ArrayList<>(facts.findings());
        found.addAll(new OverlayFindings(spec, facts).findings());
        found.addAll(new StructureFindings(spec, facts).findings());
        found.addAll(new SpecFindings(spec, staging, production, facts.overlaid()).findings());
        facts.forecasts().forEach(forecast -> excess(forecast).ifPresent(found::add));
        List<Finding> findings = migrates() ? new ArrayList<>(MigratedRows.withoutThose(spec, staging, found)) : found;
        if (migrates()) {
            findings.add(MigratedRows.note(spec));
        }
        findings.sort(Comparator.comparing(Finding::level));
        return new MergePlan(
                spec.name(),
                spec.target().schema(),
                facts.readAt(),
                facts.staging().description(),
                facts.production().description(),
                facts.targetServer(),
                tables(),
                steps(),
                facts.forecasts(),
                findings,
                facts.staging().fingerprint(),
                facts.production().fingerprint(),
                new PlanBasis(
                        StructureParts.of(facts.staging().schema()), StructureParts.of(production), SpecParts.of(spec)),
                Optional.empty());
    }

    private boolean migrates() {
        return spec.migrations().run().isPresent() && !spec.overlay().isEmpty();
    }

    /** The run itself counts again and stops at the rule, over what fixes and earlier rules made of the rows. */
    private Optional<Finding> excess(RuleForecast forecast) {
        if (forecast.rows().isEmpty() || forecast.of().isEmpty()) {
            return Optional.empty();
        }
        long rows = forecast.rows().getAsLong();
        long of = forecast.of().getAsLong();
        return spec.cleanup().stream()
                .filter(rule -> rule.id().equals(forecast.rule()))
                .flatMap(rule -> new LimitCheck(rule, forecast.table(), of, rows).excess().stream())
                .findFirst()
                .map(excess -> new Finding(
                        Finding.Level.WARNING,
                        ErrorCode.RULE_LIMIT,
                        forecast.rule(),
                        excess.problem(),
                        Character.toUpperCase(excess.remedy().charAt(0))
                                + excess.remedy().substring(1)));
    }

    private List<TablePlan> tables() {
        Stream<TablePlan> kept = staging.tables().values().stream()
                .map(table -> spec.overlay().containsKey(table.name()) ? overlaid(table) : copied(table));
        Set<String> read = spec.overlay().values().stream()
                .filter(overlay -> !overlay.fromQuery())
                .map(Overlay::fromTable)
                .collect(Collectors.toSet());
        Stream<TablePlan> left = production.tables().values().stream()
                .filter(table -> staging.table(table.name()).isEmpty() && !read.contains(table.name()))
                .map(table -> plan(table.name(), Origin.LEFT_BEHIND, Optional.empty(), List.of(), List.of()));
        return Stream.concat(kept, left).toList();
    }

    private TablePlan copied(Table table) {
        boolean empty = content(table.name(), Content.EMPTY).isPresent();
        return plan(
                table.name(),
                empty ? Origin.EMPTY : Origin.STAGING,
                empty ? Optional.of(new RowCount(0, true)) : rows(facts.staging(), table.name()),
                List.of(),
                List.of());
    }

    private Optional<TableDecision> content(String table, Content content) {
        return Optional.ofNullable(spec.tables().get(table)).filter(one -> one.content() == content);
    }

    private TablePlan overlaid(Table table) {
        OverlaidTable overlaid = facts.overlaid().get(table.name());
        if (overlaid == null) {
            return plan(table.name(), Origin.PRODUCTION, Optional.empty(), List.of(), List.of());
        }
        long result = overlaid.answers().rows() + overlaid.kept();
        return plan(
                table.name(),
                Origin.PRODUCTION,
                Optional.of(new RowCount(result, true)),
                overlaid.mapping().columns(),
                overlaid.mapping().dropped().stream()
                        .map(column -> column.name())
                        .toList());
    }

    private TablePlan plan(
            String table,
            Origin origin,
            Optional<RowCount> result,
            List<dev.dbmerge.plan.ColumnMapping> columns,
            List<String> dropped) {
        return new TablePlan(
                table, origin, rows(facts.staging(), table), rows(facts.production(), table), result, columns, dropped);
    }

    private static Optional<RowCount> rows(Facts.Source source, String table) {
        return Optional.ofNullable(source.rows().get(table));
    }

    private List<Step> steps() {
        String schema = spec.target().schema();
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.CreateTarget(schema));
        bySize(facts.staging(), staging).stream()
                .filter(table -> !spec.overlay().containsKey(table))
                .forEach(table -> steps.add(new Step.CopyTable(table)));
        overlaidBySize().forEach(table -> {
            if (spec.overlay().get(table).keepStaging().isPresent()) {
                steps.add(new Step.KeepRows(table));
            }
        });
        if (migrates()) {
            steps.add(new Step.MigrateProduction(ScratchPlace.name(spec)));
        }
        overlaidBySize().forEach(table -> steps.add(new Step.OverlayTable(table)));
        staging.tables().keySet().stream()
                .filter(table -> production.table(table).isPresent())
                .flatMap(table -> content(table, Content.KEEP_PRODUCTION).stream())
                .forEach(kept -> steps.add(new Step.KeepColumns(kept.table(), kept.keepProduction())));
        if (hasForeignKeys()) {
            steps.add(new Step.AddForeignKeys(schema));
        }
        addCode(steps, CodeKind.ROUTINES, CodeKind.VIEWS);
        steps.add(new Step.VerifyCopy(schema));
        spec.fixes()
                .ifPresent(folder ->
                        steps.add(new Step.ApplyFixes(folder.getFileName().toString())));
        spec.cleanup().forEach(rule -> steps.add(new Step.CleanUp(rule.id())));
        List<Step> orphans = orphans();
        steps.addAll(orphans);
        if (!spec.cleanup().isEmpty() || !orphans.isEmpty()) {
            steps.add(new Step.VerifyCleanup(schema));
        }
        if (hasForeignKeys() || !spec.references().isEmpty()) {
            steps.add(new Step.CheckReferences(schema));
        }
        spec.checks().forEach(check -> steps.add(new Step.RunCheck(check.id())));
        addCode(steps, CodeKind.TRIGGERS, CodeKind.EVENTS);
        return steps;
    }

    /** One step a column, after the rules, since these may leave orphans behind. */
    private List<Step> orphans() {
        return spec.references().stream()
                .filter(Reference::changesRows)
                .map(reference -> (Step) new Step.SettleOrphans(reference.table(), reference.columns()))
                .distinct()
                .toList();
    }

    private boolean hasForeignKeys() {
        return staging.tables().values().stream()
                .map(Table::foreignKeys)
                .anyMatch((List<ForeignKey> keys) -> !keys.isEmpty());
    }

    private void addCode(List<Step> steps, CodeKind... kinds) {
        for (CodeKind kind : kinds) {
            if (staging.code().stream().anyMatch(object -> object.kind() == kind)) {
                steps.add(new Step.CreateCode(kind, spec.target().schema()));
            }
        }
    }

    private List<String> overlaidBySize() {
        Comparator<String> size =
                Comparator.comparingLong(table -> facts.overlaid().containsKey(table)
                        ? -facts.overlaid().get(table).answers().rows()
                        : 0);
        return spec.overlay().keySet().stream()
                .filter(table -> staging.table(table).isPresent())
                .sorted(size.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Largest first, so that the longest work does not come last. */
    private static List<String> bySize(Facts.Source source, Schema schema) {
        Map<String, RowCount> rows = source.rows();
        Comparator<String> size = Comparator.comparingLong(
                table -> -(rows.containsKey(table) ? rows.get(table).rows() : 0));
        return schema.tables().keySet().stream()
                .sorted(size.thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
