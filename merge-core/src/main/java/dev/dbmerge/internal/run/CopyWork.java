package dev.dbmerge.internal.run;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.internal.copy.Chunks;
import dev.dbmerge.internal.copy.Lane;
import dev.dbmerge.internal.copy.Lanes;
import dev.dbmerge.internal.copy.LoadLimit;
import dev.dbmerge.internal.copy.SourceSnapshot;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.TableMarks;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
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
    private final Begun begun;
    private final MergeListener listener;
    private final Lanes lanes;
    private final LoadLimit limit;

    CopyWork(
            MergePlan plan,
            Prepared prepared,
            SourceSnapshot source,
            Set<String> tables,
            Parallel parallel,
            Begun begun,
            Results results,
            MergeListener listener) {
        this.plan = plan;
        this.begun = begun;
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
        final TableRows rows;
        private final Chunks chunks;
        private final Crew<Lane> crew;
        private final Book book;
        private TableMarks marks = TableMarks.NONE;

        Filling(Step step, Table table, Transfer transfer, Chunks chunks, Crew<Lane> crew, Book book) {
            this.step = step;
            this.table = table;
            this.transfer = transfer;
            this.chunks = chunks;
            this.rows = new TableRows(
                    step.id(),
                    table,
                    transfer,
                    chunks,
                    statements,
                    verifier,
                    begun.earlier(),
                    note -> crew.tell(() -> results.note(note)));
            this.crew = crew;
            this.book = book;
            verifier.prepare(List.of(table));
        }

        long expected() {
            return plan.table(table.name()).result().map(count -> count.rows()).orElse(0L);
        }

        TableFill job() {
            return new TableFill(transfer.relation(), chunks, expected(), this);
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
            limit.await(lane.source(), () -> crew.tell(() -> book.doing(step, "waiting, as --max-load asks")));
        }

        @Override
        public TableRows.Part bring(Lane lane, Chunks.Range range, LongConsumer progress) {
            return rows.bring(lane, range, progress);
        }

        @Override
        public void progressed(long rows) {
            crew.tell(() -> book.progressed(step, rows, expected()));
        }

        @Override
        public void failed(RuntimeException e) {
            crew.tell(() -> book.failed(step, e));
        }

        /** Makes the table, or takes over what an earlier run left of it. */
        Optional<RowSum> make(Lane lane) {
            marks = rows.begin(lane);
            note(marks);
            return rows.whole();
        }

        private void note(TableMarks found) {
            crew.tell(() -> begun.journal().tableMade(step.id(), found));
        }

        /** Adds the keys and notes what the table has to come to. */
        void complete(Lane lane, long copied, RowSum sum) {
            crew.tell(() -> book.doing(step, "adding indexes"));
            note(rows.complete(lane, marks));
            finished(() -> {
                verifier.remember(
                        table, plan.table(table.name()).origin(), transfer, copied, sum, RowSum.ZERO, source.reader());
                return Done.of(copied, rows.told(lane));
            });
        }
    }

    private TableFill copy(Step.CopyTable step, Crew<Lane> crew, Book book) {
        Table table = table(staging, step.table());
        boolean empty = plan.table(table.name()).origin() == Origin.EMPTY;
        Relation all = Relation.of(staging.name(), table);
        if (empty) {
            return empty(step, table, all, crew, book);
        }
        return new Filling(step, table, Transfer.whole(all), new Chunks(all), crew, book) {
            @Override
            public Optional<RowSum> begin(Lane lane) {
                started();
                return make(lane);
            }

            @Override
            public void end(Lane lane, long copied, RowSum sum) {
                complete(lane, copied, sum);
            }
        }.job();
    }

    private TableFill empty(Step.CopyTable step, Table table, Relation all, Crew<Lane> crew, Book book) {
        return new Filling(step, table, Transfer.whole(all), Chunks.none(all), crew, book) {
            @Override
            public Optional<RowSum> begin(Lane lane) {
                started();
                rows.beginAnew(lane);
                return Optional.empty();
            }

            @Override
            public void end(Lane lane, long copied, RowSum sum) {
                rows.addKeys(lane);
                finished(() -> {
                    verifier.expectNoRows(table, transfer);
                    return Done.of(0, "stays empty, as the spec says");
                });
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
        Relation stay = Relation.of(staging.name(), table).where(overlay.keepStaging());
        return new Filling(step, table, Transfer.whole(stay), new Chunks(stay), crew, book) {
            @Override
            public Optional<RowSum> begin(Lane lane) {
                started();
                rows.beginAnew(lane);
                return Optional.empty();
            }

            @Override
            public void end(Lane lane, long copied, RowSum sum) {
                finished(() -> {
                    List<CheckResult> differences =
                            verifier.compare(table, Origin.STAGING, transfer, copied, sum, source.reader());
                    differences.forEach(results::check);
                    return differences.isEmpty()
                            ? Done.of(copied, lane.copier().way(transfer) + ", equal to staging's")
                            : new Done(copied, "rows differ", Done.Verdict.REJECTED_AND_OVER);
                });
            }
        }.job();
    }

    private TableFill overlay(Step.OverlayTable step, Overlay overlay, Relation from, Crew<Lane> crew, Book book) {
        Table table = table(staging, step.table());
        TableMapping mapping = TableMapping.of(overlay, table, from.table());
        Transfer transfer = OverlayTransfer.of(
                mapping, from, table, source.reader().server().version());
        if (overlay.keepStaging().isPresent()) {
            return beside(step, table, transfer, mapping, crew, book);
        }
        return new Filling(step, table, transfer, new Chunks(from), crew, book) {
            @Override
            public Optional<RowSum> begin(Lane lane) {
                started();
                refuse(lane, transfer.relation(), table, mapping);
                return make(lane);
            }

            @Override
            public void end(Lane lane, long copied, RowSum sum) {
                complete(lane, copied, sum);
            }
        }.job();
    }

    /** Lays production's rows beside those of staging that stay. */
    private TableFill beside(
            Step.OverlayTable step, Table table, Transfer transfer, TableMapping mapping, Crew<Lane> crew, Book book) {
        RowSum there = verifier.targetSum(table, transfer, source.reader());
        return new Filling(step, table, transfer, new Chunks(transfer.relation()), crew, book) {
            @Override
            public Optional<RowSum> begin(Lane lane) {
                started();
                refuse(lane, transfer.relation(), table, mapping);
                rows.beginBeside(lane);
                return Optional.empty();
            }

            @Override
            public void end(Lane lane, long copied, RowSum sum) {
                rows.addKeys(lane);
                finished(() -> {
                    Origin origin = plan.table(table.name()).origin();
                    verifier.remember(table, origin, transfer, copied, sum, there, source.reader());
                    return Done.of(copied, lane.copier().way(transfer));
                });
            }
        }.job();
    }

    private static void refuse(Lane lane, Relation from, Table table, TableMapping mapping) {
        new FitCheck(lane.source(), Collations.of(lane.source())).refuse(from, table, mapping);
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
