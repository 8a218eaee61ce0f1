package dev.dbmerge.internal.sql;

import dev.dbmerge.internal.sql.CleanupStatement.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads which columns of which tables the SET clause of an UPDATE writes. */
final class Assignments {
    private final Tokens tokens;
    private final List<TableReference> references;
    private final Map<TableReference, List<String>> columns = new LinkedHashMap<>();

    Assignments(Tokens tokens, List<TableReference> references) {
        this.tokens = tokens;
        this.references = references;
    }

    /** Gives the tables whose columns are set between two tokens. */
    List<Target> targets(int from, int to) {
        int i = from;
        do {
            i = assignment(i) + 1;
            while (i < to && !(tokens.outermost(i) && tokens.symbol(i, ','))) {
                i++;
            }
        } while (i++ < to);
        List<Target> targets = new ArrayList<>();
        columns.forEach((reference, names) -> targets.add(new Target(reference.table(), reference.reference(), names)));
        return targets;
    }

    /** Notes the column at an index; gives the index of its equals sign. */
    private int assignment(int i) {
        int last = i;
        while (tokens.symbol(last + 1, '.')) {
            last += 2;
        }
        if (!tokens.name(i) || !tokens.name(last) || !tokens.symbol(last + 1, '=')) {
            throw new SqlTextException("SET expects column = value, not " + tokens.shown(i), tokens.offset(i));
        }
        if (last - i > 2) {
            throw StatementRules.foreign(tokens.get(i).name(), tokens.get(i + 2).name(), tokens.offset(i));
        }
        String column = tokens.get(last).name();
        TableReference reference = last == i ? only(column, i) : qualified(i);
        columns.computeIfAbsent(reference, key -> new ArrayList<>()).add(column);
        return last + 1;
    }

    private TableReference qualified(int i) {
        return StatementRules.resolve(tokens.get(i).name(), references, tokens.offset(i));
    }

    private TableReference only(String column, int at) {
        if (references.size() > 1) {
            throw new SqlTextException(
                    "SET does not say which table's " + column + " it changes",
                    "Write it as " + references.get(0).reference() + "." + column + ".",
                    tokens.offset(at));
        }
        return StatementRules.resolve(
                references.get(0).reference(),
                references,
                tokens.offset(references.get(0).at()));
    }
}
