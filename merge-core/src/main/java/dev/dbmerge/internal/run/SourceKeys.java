package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.ObjectRecord;
import dev.dbmerge.internal.journal.StepRecord;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.overlay.OverlayTransfer;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.ChangedRows;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the sources which rows of a target's table were changed since its run, where neither a fix nor a rule touched the table. */
final class SourceKeys {
    private final MergeSpec spec;
    private final Servers servers;

    SourceKeys(MergeSpec spec, Servers servers) {
        this.spec = spec;
        this.servers = servers;
    }

    /** Gives up to five keys with what is wrong; none where the sources do not tell it, and why where one is gone. */
    List<String> of(ObjectRecord then, Map<String, StepRecord> steps) {
        try {
            return asked(then, steps);
        } catch (MergeException e) {
            if (e.code() != ErrorCode.SCHEMA_MISSING) {
                throw e;
            }
            return List.of("which rows is not known: "
                    + (isDump(spec.staging()) || isDump(spec.production())
                            ? "a source was a dump, which is dropped when its run is verified"
                            : e.problem()));
        }
    }

    private static boolean isDump(Database source) {
        return source.dump().isPresent();
    }

    private List<String> asked(ObjectRecord then, Map<String, StepRecord> steps) {
        if (untouched(then, steps.get("copy:" + then.name()))) {
            return staging(then);
        }
        if (untouched(then, steps.get("overlay:" + then.name()))
                && spec.migrations().run().isEmpty()) {
            return production(then);
        }
        return List.of();
    }

    private static boolean untouched(ObjectRecord then, StepRecord step) {
        return step != null
                && step.rows() == then.sum().rows()
                && !step.sourceSum().isEmpty()
                && new BigInteger(step.sourceSum()).equals(then.sum().sum());
    }

    private List<String> staging(ObjectRecord then) {
        try (Session source = servers.staging().open()) {
            Optional<Table> table =
                    SchemaReader.read(source, source.server().schema()).table(then.name());
            return table.isEmpty()
                    ? List.of()
                    : keys(
                            table.get(),
                            Transfer.whole(Relation.of(source.server().schema(), table.get())),
                            then.sum(),
                            source);
        }
    }

    private List<String> production(ObjectRecord then) {
        try (Session staging = servers.staging().open();
                Session source = servers.production().open()) {
            Schema production = SchemaReader.read(source, source.server().schema());
            Schema structure = TargetStructure.of(
                    spec, SchemaReader.read(staging, staging.server().schema()), production);
            Optional<Table> table = structure.table(then.name());
            Overlay overlay = spec.overlay().get(then.name());
            if (table.isEmpty() || overlay == null) {
                return List.of();
            }
            Relation rows = Relations.read(List.of(overlay), production, source)
                    .of(then.name())
                    .orElseThrow();
            TableMapping mapping = TableMapping.of(overlay, table.get(), rows.table());
            Transfer transfer = OverlayTransfer.of(
                    mapping, rows, table.get(), source.server().version());
            return keys(table.get(), transfer, then.sum(), source);
        }
    }

    private List<String> keys(Table table, Transfer transfer, RowSum then, Session source) {
        try (Session target = servers.target().open()) {
            return ChangedRows.keys(table, transfer, then, source, target);
        }
    }
}
