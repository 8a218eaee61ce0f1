package dev.dbmerge.internal.run;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.internal.copy.Chunks;
import dev.dbmerge.internal.copy.Lane;
import dev.dbmerge.internal.copy.Lanes;
import dev.dbmerge.internal.copy.LoadLimit;
import dev.dbmerge.internal.copy.SourceSnapshot;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.overlay.FitCheck;
import dev.dbmerge.internal.overlay.OverlayTransfer;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Crew;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyVerifier;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.TableDecision;
import dev.dbmerge.spec.TableDecision.Content;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the tables and fills them from one source, all of its rows as of one moment. */
final class CopyWork implements AutoCloseable {
    private final MergePlan plan;
    private final Schema staging;
    private final Schema production;
    private final Session target;
    private final TargetStatements statements;
    private final SourceSnapshot source;
    private final CopyVerifier verifier;
    private final Results results;
    private final MergeListener listener;
    private final Lanes lanes;
    private final LoadLimit limit;

    CopyWork(
            MergePlan plan,
            Prepared prepared,
            SourceSnapshot source,
            Set<String> tables,
            Parallel parallel,
            Results results,
            MergeListener listener) {
        this.plan = plan;
        this.staging = prepared.staging();
        this.production = prepared.production();
        this.target = prepared.target();
        this.statements = prepared.statements();
        this.source = source;
        this.verifier = prepared.verifier();
        this.results = results;
        this.listener = listener;
        results.note(capital(source.level()) + ".");
        this.lanes = new Lanes(source, target.server(), tables, parallel.method(), results::note);
        this.limit = new LoadLimit(parallel.maxLoad());
    }

    /** Gives the tables of staging that a run reads. */
    static Set<String> stagingTables(MergePlan plan) {
        Set<String> tables = new HashSet<>();
        for (Step step : plan.steps()) {
            if (step instanceof Step.CopyTable copied) {
                tables.add(copied.table());
            } else if (step instanceof Step.KeepRows kept) {
                tables.add(kept.table());
            }
        }
        return tables;
    }

    /** Gives the tables of production that a run reads. */
    static Set<String> productionTables(MergeSpec spec, Schema production) {
        Stream<String> overlaid =
                spec.overlay().values().stream().flatMap(overlay -> Relations.tables(overlay, production).stream());
        Stream<String> kept = spec.tables().values().stream()
                .filter(decision -> decision.content() == Content.KEEP_PRODUCTION)
                .map(TableDecision::table);
        return Stream.concat(overlaid, kept).collect(Collectors.toSet());
    }

    /** Opens a source's snapshot over the tables that the run takes from it. */
    static SourceSnapshot open(Server server, Consistency consistency, Schema schema, Set<String> names, int sessions) {
        List<Table> tables =
                names.stream().flatMap(name -> schema.table(name).stream()).toList();
        return SourceSnapshot.open(server, consistency, tables, sessions);
    }

    /** Fills the tables of several steps at once. */
    void fill(List<Step> steps, Map<String, Overlay> overlays, Relations relations, Book book) {
        Crew<Lane> crew = new Crew<>(lanes.all());
        List<TableFill> fills = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.CopyTable copied) {
                fills.add(copy(copied, crew, book));
            } else if (step instanceof Step.KeepRows kept) {
                fills.add(keep(kept, overlays.get(kept.table()), crew, book));
            } else if (step instanceof Step.OverlayTable overlaid) {
                Relation rows = relations.of(overlaid.table()).orElseThrow();
                fills.add(overlay(overlaid, overlays.get(overlaid.table()), rows, crew, book));
            } else {
                throw new IllegalArgumentException("no table is filled by " + step.id());
            }
        }
        crew.work(fills);
        if (!limit.paused().isZero()) {
            results.note(String.format(
                    Locale.ROOT,
                    "The copy of %s paused for %.1f s, as --max-load asks.",
                    source.reader().server().role(),
                    limit.paused().toMillis() / 1000.0));
        }
    }

    /** What the filling of each table has in common. */
    private abstract class Filling implements TableFill.Work {
        final Step step;
        final Table table;
        final Transfer transfer;
        private final Crew<Lane> crew;
        private final Book book;

        Filling(Step step, Table table, Transfer transfer, Crew<Lane> crew, Book book) {
            this.step = step;
            this.table = table;
            this.transfer = transfer;
            this.crew = crew;
            this.book = book;
            verifier.prepare(List.of(table));
        }

        long expected() {
            return plan.table(table.name()).result().map(count -> count.rows()).orElse(0L);
        }

        Chunks chunks() {
            return new Chunks(transfer.relation());
        }

        TableFill job() {
            return new TableFill(transfer, chunks(), expected(), this);
        }

        void started() {
            crew.tell(() -> book.started(step));
        }

        void finished(Supplier<Done> done) {
            crew.tell(() -> {
                try {
                    book.finished(step, done.get());
                } catch (RuntimeException e) {
                    book.failed(step, e);
                    throw e;
                }
            });
        }

        @Override
        public void await(Lane lane) {
            limit.await(lane.source());
        }

        @Override
        public RowSum sum(Lane lane, Transfer range) {
            return verifier.sourceSum(table, range, lane.source());
        }

        @Override
        public void progressed(long rows) {
            crew.tell(() -> book.progressed(step, rows, expected()));
        }

        @Override
        public void failed(RuntimeException e) {
            crew.tell(() -> book.failed(step, e));
        }

        void make(Lane lane) {
            lane.target().execute("make the table " + table.name(), statements.createTable(table));
        }

        void addKeys(Lane lane) {
            for (String statement : statements.addKeys(table)) {
                lane.target().execute("add the indexes of " + table.name(), statement);
            }
        }

        /** Adds the keys and notes what the table has to come to. */
        void complete(Lane lane, long rows, RowSum sum, RowSum there) {
            addKeys(lane);
            finished(() -> {
                verifier.remember(
                        table, plan.table(table.name()).origin(), transfer, rows, sum, there, source.reader());
                return Done.of(rows, lane.copier().way());
            });
        }
    }

    private TableFill copy(Step.CopyTable step, Crew<Lane> crew, Book book) {
        Table table = table(staging, step.table());
        boolean empty = plan.table(table.name()).origin() == Origin.EMPTY;
        Relation rows = Relation.of(staging.name(), table);
        return new Filling(step, table, Transfer.whole(rows), crew, book) {
            @Override
            public void begin(Lane lane) {
                started();
                make(lane);
            }

            @Override
            public void end(Lane lane, long copied, RowSum sum) {
                if (!empty) {
                    complete(lane, copied, sum, RowSum.ZERO);
                    return;
                }
                addKeys(lane);
                finished(() -> {
                    verifier.expectNoRows(table, transfer);
                    return Done.of(0, "stays empty, as the spec says");
                });
            }

            @Override
            Chunks chunks() {
                return empty ? Chunks.none(rows) : super.chunks();
            }
        }.job();
    }

    /** Puts production's values into columns of rows that stand in the target already. */
    Done keepColumns(Step.KeepColumns step) {
        Table table = table(staging, step.table());
        Table read = table(production, step.table());
        return new KeepWork(target, source.reader(), lanes.first().copier(), verifier)
                .keep(step, table, read, done -> listener.progressed(step, done, 0));
    }

    /** Copies the rows of staging that stay and compares them at once: production's rows come into the same table. */
    private TableFill keep(Step.KeepRows step, Overlay overlay, Crew<Lane> crew, Book book) {
        Table table = table(staging, step.table());
        Relation rows = Relation.of(staging.name(), table).where(overlay.keepStaging());
        return new Filling(step, table, Transfer.whole(rows), crew, book) {
            @Override
            public void begin(Lane lane) {
                started();
                make(lane);
            }

            @Override
            public void end(Lane lane, long copied, RowSum sum) {
                finished(() -> {
                    List<CheckResult> differences =
                            verifier.compare(table, Origin.STAGING, transfer, copied, sum, source.reader());
                    differences.forEach(results::check);
                    return differences.isEmpty()
                            ? Done.of(copied, lane.copier().way() + ", equal to staging's")
                            : new Done(copied, "rows differ", Done.Verdict.REJECTED_AND_OVER);
                });
            }
        }.job();
    }

    private TableFill overlay(Step.OverlayTable step, Overlay overlay, Relation rows, Crew<Lane> crew, Book book) {
        Table table = table(staging, step.table());
        TableMapping mapping = TableMapping.of(overlay, table, rows.table());
        Transfer transfer = OverlayTransfer.of(
                mapping, rows, table, source.reader().server().version());
        boolean keeps = overlay.keepStaging().isPresent();
        RowSum there = keeps ? verifier.targetSum(table, transfer, source.reader()) : RowSum.ZERO;
        return new Filling(step, table, transfer, crew, book) {
            @Override
            public void begin(Lane lane) {
                started();
                new FitCheck(lane.source(), Collations.of(lane.source())).refuse(rows, table, mapping);
                if (!keeps) {
                    make(lane);
                }
            }

            @Override
            public void end(Lane lane, long copied, RowSum sum) {
                complete(lane, copied, sum, there);
            }
        }.job();
    }

    private static Table table(Schema schema, String name) {
        return schema.table(name)
                .orElseThrow(() -> new IllegalArgumentException(schema.name() + " has no table " + name));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    @Override
    public void close() {
        lanes.close();
        source.close();
    }
}
