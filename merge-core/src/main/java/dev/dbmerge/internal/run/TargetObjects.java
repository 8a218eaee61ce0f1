package dev.dbmerge.internal.run;

import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.ObjectRecord;
import dev.dbmerge.internal.schema.CodeObject;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Sequence;
import dev.dbmerge.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says of each table and of all stored code of a target what it is like, in texts that change when it does. */
final class TargetObjects {
    private TargetObjects() {}

    /**
     * Gives them, tables first.
     *
     * @param sums those of the tables, by their names
     */
    static List<ObjectRecord> of(Schema made, Map<String, RowSum> sums) {
        List<ObjectRecord> objects = new ArrayList<>();
        for (Table table : made.tables().values()) {
            objects.add(new ObjectRecord(
                    ObjectRecord.TABLE, table.name(), Fingerprint.ofTable(table.createSql()), sums.get(table.name())));
        }
        for (Sequence sequence : made.sequences().values()) {
            objects.add(new ObjectRecord(
                    "sequence", sequence.name(), Fingerprint.ofTexts(sequence.definition()), RowSum.ZERO));
        }
        for (CodeObject code : made.code()) {
            objects.add(new ObjectRecord(
                    code.kind().singular(),
                    code.name(),
                    Fingerprint.ofTexts(
                            code.createSql(), code.sqlMode(), code.definer(), code.collation(), code.timeZone()),
                    RowSum.ZERO));
        }
        return objects;
    }
}
