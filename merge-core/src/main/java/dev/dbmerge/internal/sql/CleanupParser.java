package dev.dbmerge.internal.sql;

import dev.dbmerge.internal.sql.CleanupStatement.Kind;
import dev.dbmerge.internal.sql.CleanupStatement.Query;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the head of a DELETE or UPDATE and refuses what would make its effect uncertain. */
final class CleanupParser {
    private static final Set<String> TAIL = Set.of("WHERE", "ORDER", "LIMIT");
    private static final Set<String> JOIN = Set.of("JOIN", "STRAIGHT_JOIN");
    private static final Set<String> ORDER_OR_LIMIT = Set.of("ORDER", "LIMIT");
    private static final Map<String, String> MODIFIERS = Map.of(
            "IGNORE", "IGNORE turns errors into warnings, so that rows are left out quietly",
            "QUICK", "QUICK changes how an index is kept, not which rows go",
            "LOW_PRIORITY", "LOW_PRIORITY waits for readers without a limit");

    private final String sql;
    private final Tokens tokens;
    private final String text;

    CleanupParser(String sql) {
        this.sql = sql;
        Tokens all = Tokens.of(sql);
        int end = StatementRules.endOfOnlyStatement(all);
        this.text =
                end == all.size() ? sql : sql.substring(0, all.offset(end)) + " " + sql.substring(all.offset(end) + 1);
        this.tokens = end == all.size() ? all : Tokens.of(text);
    }

    CleanupStatement parse() {
        StatementRules.refuseUncertain(sql, tokens);
        int head = StatementRules.afterWith(tokens);
        if (tokens.keyword(head, "DELETE")) {
            return delete(head, afterModifiers(head + 1));
        }
        if (tokens.keyword(head, "UPDATE")) {
            return update(head, afterModifiers(head + 1));
        }
        throw new SqlTextException(
                "the statement is neither DELETE nor UPDATE but starts with " + tokens.shown(head),
                tokens.offset(head));
    }

    private int afterModifiers(int i) {
        if (tokens.keyword(i, MODIFIERS.keySet())) {
            String modifier = tokens.get(i).upper();
            throw new SqlTextException(MODIFIERS.get(modifier), "Leave " + modifier + " out.", tokens.offset(i));
        }
        return i;
    }

    private CleanupStatement delete(int head, int i) {
        if (!tokens.keyword(i, "FROM")) {
            int from = tokens.find(i, Set.of("FROM"));
            if (from == tokens.size()) {
                throw new SqlTextException("the DELETE has no FROM", tokens.offset(i));
            }
            return deleteJoined(head, i, from, from + 1);
        }
        int using = afterNames(i + 1);
        return tokens.keyword(using, "USING") ? deleteJoined(head, i + 1, using, using + 1) : deleteSingle(head, i + 1);
    }

    /** Gives the index after a list such as {@code a, b.*}. */
    private int afterNames(int from) {
        int i = from + 1;
        while (tokens.symbol(i, '.') || tokens.symbol(i, ',')) {
            i += 2;
        }
        return i;
    }

    private CleanupStatement deleteSingle(int head, int i) {
        String table = targetName(i);
        int alias = TableReferences.afterAlias(tokens, i + 1);
        int end = TableReferences.afterPartition(tokens, alias);
        String from = tokens.slice(i, end);
        String reference = table;
        if (alias > i + 1) {
            // MySQL 8.0's DELETE has the partitions behind the alias, SELECT before it
            String partition = end > alias ? " " + tokens.slice(alias, end) : "";
            from = tokens.slice(i, i + 1) + partition + " " + tokens.slice(i + 1, alias);
            reference = TableReferences.alias(tokens, alias);
        } else if (TableReferences.afterAlias(tokens, end) > end) {
            // MariaDB's DELETE has them as SELECT does
            end = TableReferences.afterAlias(tokens, end);
            from = tokens.slice(i, end);
            reference = TableReferences.alias(tokens, end);
        }
        refuseBetween(end);
        StatementRules.refuseUnordered(tokens, end);
        Target target = new Target(table, reference, List.of());
        return statement(Kind.DELETE, head, List.of(target), "SELECT", from, end);
    }

    private void refuseBetween(int end) {
        StatementRules.refuseSecond(tokens, end);
        if (end < tokens.size() && !tokens.keyword(end, TAIL)) {
            boolean join = tokens.symbol(end, ',') || tokens.find(end, JOIN) < tokens.size();
            throw new SqlTextException(
                    "WHERE is expected, not " + tokens.shown(end),
                    join ? "Name first what a join removes: DELETE a FROM a JOIN b ON a.id = b.a_id." : "",
                    tokens.offset(end));
        }
    }

    private CleanupStatement deleteJoined(int head, int names, int namesEnd, int from) {
        int tail = tokens.find(from, TAIL);
        List<TableReference> references = TableReferences.read(tokens, from, tail);
        refuseOrder(tail);
        List<Target> targets = new ArrayList<>();
        int i = names;
        while (i < namesEnd) {
            String name = targetName(i);
            TableReference reference = referenceOf(name, i, references);
            targets.add(new Target(reference.table(), reference.reference(), List.of()));
            i = tokens.symbol(i + 1, '.') && tokens.symbol(i + 2, '*') ? i + 3 : i + 1;
            if (i < namesEnd && !tokens.symbol(i, ',')) {
                throw new SqlTextException("FROM is expected, not " + tokens.shown(i), tokens.offset(i));
            }
            i++;
        }
        if (targets.isEmpty() || tokens.symbol(namesEnd - 1, ',')) {
            throw new SqlTextException("a table is expected before " + tokens.shown(namesEnd), tokens.offset(namesEnd));
        }
        String select = references.size() > 1 ? "SELECT DISTINCT" : "SELECT";
        return statement(Kind.DELETE, head, targets, select, tokens.slice(from, tail), tail);
    }

    private CleanupStatement update(int head, int from) {
        int set = tokens.find(from, Set.of("SET"));
        List<TableReference> references = TableReferences.read(tokens, from, set);
        if (set == tokens.size()) {
            throw new SqlTextException("the UPDATE has no SET", tokens.offset(set));
        }
        int tail = tokens.find(set + 1, TAIL);
        if (references.size() > 1) {
            refuseOrder(tail);
        }
        StatementRules.refuseUnordered(tokens, tail);
        StatementRules.refuseAfter(tokens, set);
        List<Target> targets = new Assignments(tokens, references).targets(set + 1, tail);
        String select = references.size() > 1 ? "SELECT DISTINCT" : "SELECT";
        return statement(Kind.UPDATE, head, targets, select, tokens.slice(from, set), tail);
    }

    private CleanupStatement statement(
            Kind kind, int head, List<Target> targets, String select, String from, int tail) {
        StatementRules.refuseSecond(tokens, head + 1);
        StatementRules.refuseAfter(tokens, tail);
        String before = tail < tokens.size() ? text.substring(0, tokens.offset(tail)) : text;
        boolean whole = head == 0 && !tokens.keyword(tokens.find(1, Set.of("SELECT")), "SELECT");
        Query query = new Query(
                tokens.slice(0, head), select, from, tokens.slice(tail, tokens.size()), before.strip(), whole);
        return new CleanupStatement(kind, text.strip(), tokens, targets, query);
    }

    private String targetName(int i) {
        if (!tokens.name(i) || tokens.keyword(i, TAIL)) {
            throw new SqlTextException("a table is expected, not " + tokens.shown(i), tokens.offset(i));
        }
        if (tokens.symbol(i + 1, '.') && tokens.name(i + 2)) {
            throw StatementRules.foreign(tokens.get(i).name(), tokens.get(i + 2).name(), tokens.offset(i));
        }
        return tokens.get(i).name();
    }

    private TableReference referenceOf(String name, int at, List<TableReference> references) {
        return StatementRules.resolve(name, references, tokens.offset(at));
    }

    private void refuseOrder(int tail) {
        int i = tokens.find(tail, ORDER_OR_LIMIT);
        if (i < tokens.size()) {
            throw new SqlTextException(
                    tokens.get(i).upper() + " stands in a statement over several tables, which no server takes",
                    "Choose the rows in the condition.",
                    tokens.offset(i));
        }
    }
}
