package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;

/** Whether a server keeps the sign of a floating point zero; MariaDB 10.11.19 stores -0 as 0, where 11.4.5 and MySQL keep it. */
enum Zero {
    SIGNED,
    UNSIGNED;

    /** Stores a -0 in a table of dbmerge's own in the session's schema and looks at it. */
    static Zero of(Session target) {
        Trial trial = new Trial(target.server().schema());
        String doing = "see whether the server keeps -0";
        target.execute(doing, trial.clear());
        target.execute(doing, trial.create());
        try {
            target.execute(doing, trial.store());
            return target.number(doing, trial.look()) == 1 ? SIGNED : UNSIGNED;
        } finally {
            target.execute(doing, trial.drop());
        }
    }

    /** Gives what {@link #of} runs in a target's schema. */
    static List<String> statements(String schema) {
        Trial trial = new Trial(schema);
        return List.of(trial.clear(), trial.create(), trial.store(), trial.look(), trial.drop());
    }

    private record Trial(String schema) {
        private String table() {
            return Names.quote(schema, Schema.JOURNAL_PREFIX + "zero");
        }

        String clear() {
            return "DROP TABLE IF EXISTS " + table();
        }

        String create() {
            return "CREATE TABLE " + table() + " (d DOUBLE NOT NULL)";
        }

        String store() {
            return "INSERT INTO " + table() + " VALUES ('-0')";
        }

        String look() {
            return "SELECT CAST(d AS CHAR) = '-0' FROM " + table();
        }

        String drop() {
            return "DROP TABLE " + table();
        }
    }
}
