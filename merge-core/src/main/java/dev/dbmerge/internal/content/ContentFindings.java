package dev.dbmerge.internal.content;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.TableDecision;
import dev.dbmerge.spec.TableDecision.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Record;

/** Finds what of production would be gone from tables that both sides have and that are not overlaid. */
public final class ContentFindings {
    /** Up to here a table is compared within seconds. */
    private static final long COMPARED_UP_TO = 1_000_000;

    /** Whoever keeps more columns than these wants production's rows. */
    private static final int KEPT = 4;

    private final MergeSpec spec;
    private final Schema staging;
    private final Schema production;
    private final Session stagingSession;
    private final Session productionSession;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();

    /**
     * Makes it; nothing is asked yet.
     *
     * @param stagingSession reads staging's rows
     * @param productionSession reads production's rows
     */
    public ContentFindings(
            MergeSpec spec, Schema staging, Schema production, Session stagingSession, Session productionSession) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
        this.stagingSession = stagingSession;
        this.productionSession = productionSession;
    }

    /** Compares the rows of every such table of which the spec does not say that staging's are accepted. */
    public List<Finding> findings() {
        LedgerTables ledgers = new LedgerTables(staging, production);
        for (Table table : staging.tables().values()) {
            Optional<Table> theirs = production.table(table.name());
            boolean compared = !spec.overlay().containsKey(table.name()) && !ledgers.contains(table.name());
            if (compared && theirs.isPresent() && !is(table.name(), Content.EMPTY)) {
                compare(table, theirs.get());
            }
        }
        if (!accepted.isEmpty()) {
            findings.add(new Finding(
                    Level.NOTE,
                    ErrorCode.TABLE_DIFFERS,
                    production.name(),
                    "Staging's rows go live, as the spec says, where production's has others: "
                            + String.join("; ", accepted) + ".",
                    ""));
        }
        return findings;
    }

    private boolean is(String table, Content content) {
        return decision(table).filter(one -> one.content() == content).isPresent();
    }

    private Optional<TableDecision> decision(String table) {
        return Optional.ofNullable(spec.tables().get(table));
    }

    private void compare(Table ours, Table theirs) {
        List<String> kept =
                decision(ours.name()).map(TableDecision::keepProduction).orElse(List.of());
        SharedTable table = SharedTable.of(ours, theirs, kept);
        long rows = Math.max(ours.estimatedRows(), theirs.estimatedRows());
        if (rows > COMPARED_UP_TO) {
            notAsked(
                    table,
                    String.format(
                            java.util.Locale.ROOT,
                            "it holds about %,d rows, and a plan compares up to %,d",
                            rows,
                            COMPARED_UP_TO));
            return;
        }
        try {
            compare(table);
        } catch (MergeException e) {
            switch (e.code()) {
                case SERVER_GONE, INTERRUPTED -> throw e;
                default -> notAsked(table, withoutStop(e.problem()));
            }
        }
    }

    private void compare(SharedTable table) {
        RowComparison comparison = new RowComparison(
                new Side(stagingSession, staging.name(), SharedColumn::ours),
                new Side(productionSession, production.name(), SharedColumn::theirs),
                table);
        RowDifferences rows = RowDifferences.NONE;
        if (table.key().isEmpty() && !comparison.sameDigits()) {
            notAsked(
                    table,
                    "it has no primary key in common and holds floating point numbers, which the two servers print differently");
        } else if (!table.all().isEmpty()) {
            rows = comparison.differences();
        }
        Map<Column, Long> lost = lost(table);
        if (!rows.none() || !lost.isEmpty()) {
            differs(table, rows, lost);
        }
        if (!table.incomparable().isEmpty()) {
            notAsked(
                    table,
                    "nothing tells equal values of its " + String.join(", ", table.incomparable())
                            + ", which " + (table.incomparable().size() == 1 ? "is" : "are")
                            + " of another type there",
                    "in part");
        }
    }

    /** Counts the values of columns that production alone has; those without any are left out. */
    private Map<Column, Long> lost(SharedTable table) {
        Map<Column, Long> lost = new LinkedHashMap<>();
        if (table.lost().isEmpty()) {
            return lost;
        }
        String counts = table.lost().stream()
                .map(column -> "COUNT(" + Names.quote(column.name()) + ")")
                .collect(Collectors.joining(", "));
        Record row = productionSession.fetchPlain(
                "count values of " + table.name(),
                "SELECT " + counts + " FROM " + Names.quote(production.name(), table.name()));
        for (int i = 0; i < table.lost().size(); i++) {
            long values = row.get(i, Long.class);
            if (values > 0) {
                lost.put(table.lost().get(i), values);
            }
        }
        return lost;
    }

    private void differs(SharedTable table, RowDifferences rows, Map<Column, Long> lost) {
        DifferenceText text = new DifferenceText(table, rows, lost);
        if (is(table.name(), Content.ACCEPT)) {
            accepted.add(table.name() + " (" + text.brief() + ")");
            return;
        }
        boolean kept = decision(table.name()).isPresent();
        boolean mayBeNewer =
                rows.differing() > 0 && (table.changedAt().isEmpty() || rows.later() + rows.sameTime() > 0);
        // Whoever keeps columns has decided that the rest is staging's.
        boolean weighs = !kept && (rows.alone() > 0 || mayBeNewer || !lost.isEmpty());
        add(new Finding(
                        weighs ? Level.WARNING : Level.NOTE,
                        ErrorCode.TABLE_DIFFERS,
                        table.name(),
                        "Staging's " + table.name() + " goes live; production's has " + text.text() + ".",
                        "")
                .decidedBy(decisions(table, rows).toArray(Decision[]::new)));
    }

    /** A table under {@code tables} cannot be overlaid as well, and takes one decision. */
    private Stream<Decision> decisions(SharedTable table, RowDifferences rows) {
        String name = table.name();
        boolean decided = decision(name).isPresent();
        Decision overlay = Decision.at("production's rows take the place of staging's", "{}", "overlay", name);
        Decision accept = Decision.at("staging's rows go live as they are", "accept", "tables", name);
        boolean keeps = rows.differing() > 0
                && !table.key().isEmpty()
                && (decided || rows.alone() == 0 && rows.columns().size() <= KEPT);
        Stream<Decision> keep = keeps
                ? Stream.of(Decision.at(
                        "staging's rows, with production's values in what differs",
                        YamlText.list(List.copyOf(rows.columns())),
                        "tables",
                        name,
                        "keep-production"))
                : Stream.empty();
        if (decided) {
            return keep;
        }
        Stream<Decision> others = rows.alone() > 0 ? Stream.of(overlay, accept) : Stream.of(accept, overlay);
        return Stream.concat(keep, others);
    }

    private void notAsked(SharedTable table, String why) {
        notAsked(table, why, "");
    }

    private void notAsked(SharedTable table, String why, String part) {
        if (is(table.name(), Content.ACCEPT)) {
            return;
        }
        String compared = "was not compared with production's" + (part.isEmpty() ? "" : " " + part);
        add(new Finding(
                Level.NOTE,
                ErrorCode.NOT_ASKED,
                table.name(),
                "Staging's " + table.name() + " " + compared + ": " + why + ".",
                "Look at it by hand if production's rows may matter; name it under tables or overlay."));
    }

    private void add(Finding finding) {
        findings.add(finding.of(finding.subject()));
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
