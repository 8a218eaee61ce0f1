package dev.dbmerge.internal.mapping;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableRules;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.ColumnMapping.Source;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks production's rows of one overlaid table which of them the target's table would refuse or change.
 *
 * <p>One scan answers what each row shows by itself, and one query a key whether rows share it; keys are asked for where something
 * was found. Nothing is written.
 */
public final class RowQuestions {
    private static final int KEYS = 5;
    private static final int KEY_LENGTH = 60;
    /** No column has an empty name. */
    private static final String ROWS = "";

    private final Session session;
    private final Relation relation;
    private final Table target;
    private final TableMapping mapping;
    private final Collations collations;
    private final TableRules rules;

    /**
     * Makes it.
     *
     * @param session on production's server; for a run, one whose reads belong to the moment that is copied
     * @param collations those that production's server knows
     */
    public RowQuestions(Session session, Relation relation, Table target, TableMapping mapping, Collations collations) {
        this.session = session;
        this.relation = relation;
        this.target = target;
        this.mapping = mapping;
        this.collations = collations;
        this.rules = TableRules.of(target);
    }

    /**
     * What the rows answered.
     *
     * @param rows how many there are
     * @param lost values, neither NULL nor the default, of production's columns that will not be in the target, by column
     * @param unasked clauses that name what the server could not be asked
     */
    public record Answers(long rows, List<Misfit> misfits, Map<String, Long> lost, List<String> unasked) {
        public Answers {
            misfits = List.copyOf(misfits);
            lost = Map.copyOf(lost);
            unasked = List.copyOf(unasked);
        }
    }

    /** A question that one row answers: a condition that is true where the row does not fit. */
    private record Question(Misfit.Kind kind, Optional<Column> column, String subject, String condition) {}

    /** Asks everything. */
    public Answers ask() {
        return session.in(relation.schema(), () -> {
            List<Misfit> misfits = new ArrayList<>();
            List<String> unasked = new ArrayList<>();
            List<Column> gone = new ArrayList<>(mapping.withoutPlace());
            gone.addAll(mapping.dropped());
            Map<String, Long> lost = scan(questions(), gone, misfits);
            checks(misfits, unasked);
            new KeyQuestions(session, relation, target, mapping, collations).ask(misfits, unasked);
            return new Answers(lost.remove(ROWS), misfits, lost, unasked);
        });
    }

    /** Asks what each row shows by itself, and nothing of columns that go. */
    public List<Misfit> values() {
        return session.in(relation.schema(), () -> {
            List<Misfit> misfits = new ArrayList<>();
            scan(questions(), List.of(), misfits);
            return misfits;
        });
    }

    private List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (ColumnMapping one : mapping.columns()) {
            if (one.source() == Source.DEFAULT) {
                continue;
            }
            Column column = target.column(one.column()).orElseThrow();
            Optional<Column> source =
                    one.source() == Source.SAME_NAME ? relation.table().column(one.column()) : Optional.empty();
            String subject = target.name() + "." + column.name();
            String value = source.map(SourceValue::of).orElse(one.expression());
            boolean mayBeNull = source.map(Column::nullable).orElse(true);
            if (!column.nullable() && mayBeNull) {
                questions.add(new Question(Misfit.Kind.NULL, Optional.of(column), subject, "(" + value + ") IS NULL"));
            }
            if (source.filter(other -> SameType.of(other, column)).isEmpty()) {
                new ValueFit(column, source, value, session.server().version())
                        .misfit()
                        .ifPresent(condition -> questions.add(
                                new Question(Misfit.Kind.VALUE, Optional.of(column), subject, condition)));
            }
        }
        return questions;
    }

    private Map<String, Long> scan(List<Question> questions, List<Column> gone, List<Misfit> misfits) {
        List<String> counts = new ArrayList<>();
        questions.forEach(question -> counts.add(count(question.condition())));
        gone.forEach(column -> counts.add(count(worth(column))));
        counts.add("COUNT(*)");
        var row = session.fetchPlain(
                "look for values of " + relation.title() + " that do not fit",
                "SELECT " + String.join(", ", counts) + " " + relation.sql());
        for (int i = 0; i < questions.size(); i++) {
            long found = row.get(i, Long.class);
            if (found > 0) {
                Question question = questions.get(i);
                misfits.add(new Misfit(
                        question.kind(), question.column(), question.subject(), found, keys(question.condition())));
            }
        }
        Map<String, Long> lost = new HashMap<>();
        for (int i = 0; i < gone.size(); i++) {
            lost.put(gone.get(i).name(), row.get(questions.size() + i, Long.class));
        }
        lost.put(ROWS, row.get(questions.size() + gone.size(), Long.class));
        return lost;
    }

    /** MySQL 8.0.15 gives the number of all rows for COUNT(CASE ...) beside COUNT(*). */
    private static String count(String condition) {
        return "COALESCE(SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END), 0)";
    }

    /** A default says nothing that the row's author did. */
    private String worth(Column column) {
        String name = Names.quote(column.name());
        Optional<String> value =
                relation.table().createSql().isEmpty() || ColumnType.of(column).binary()
                        ? Optional.empty()
                        : TableRules.of(relation.table())
                                .defaultValue(column.name())
                                .filter(text -> text.matches("'[^']*'|-?[0-9.]+"));
        return name + " IS NOT NULL"
                + value.map(text -> " AND " + name + " <> " + text).orElse("");
    }

    private List<String> keys(String condition) {
        return keys(session, relation.table(), "", relation.sql(condition));
    }

    /**
     * Gives up to five keys as text.
     *
     * @param prefix what stands before a column's name in the query, such as {@code t.}
     * @param sql SQL from FROM on
     */
    static List<String> keys(Session session, Table table, String prefix, String sql) {
        List<String> columns = table.primaryKey().map(Key::columns).orElse(List.of());
        if (columns.isEmpty()) {
            return List.of();
        }
        String list =
                columns.stream().map(column -> prefix + Names.quote(column)).collect(Collectors.joining(", "));
        String key = columns.size() == 1 ? list : "CONCAT_WS(', ', " + list + ")";
        return texts(
                session,
                "name the keys of " + table.name(),
                "SELECT CONVERT(CONCAT(" + key + ") USING utf8mb4) " + sql + " ORDER BY " + list + " LIMIT " + KEYS);
    }

    static List<String> texts(Session session, String doing, String query) {
        List<String> texts = new ArrayList<>();
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    String text = new String(rows.getBytes(1), StandardCharsets.UTF_8);
                    texts.add(text.length() <= KEY_LENGTH ? text : text.substring(0, KEY_LENGTH) + "...");
                }
            }
            return texts;
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** The target's CHECKs are asked over the rows as they will be; a server that does not know their words is not asked. */
    private void checks(List<Misfit> misfits, List<String> unasked) {
        for (TableRules.Check check : rules.checks()) {
            if (alreadyHolds(check)) {
                continue;
            }
            MappedSelect select = new MappedSelect(relation, target, mapping, collations::collation);
            String rows =
                    "FROM " + select.whole(select.written()) + " WHERE NOT " + collations.respell(check.condition());
            String name = check.name().isEmpty() ? "a check" : "check " + check.name();
            try {
                long found = session.number("ask " + name + " of " + target.name(), "SELECT COUNT(*) " + rows);
                if (found > 0) {
                    boolean named = target.primaryKey().isPresent();
                    misfits.add(new Misfit(
                            Misfit.Kind.CHECK,
                            Optional.empty(),
                            target.name() + "." + (check.name().isEmpty() ? "CHECK" : check.name()),
                            found,
                            named ? keys(session, target, "", rows) : List.of()));
                }
            } catch (MergeException e) {
                unasked.add(unasked(name + " of " + target.name(), e));
            }
        }
    }

    /** Says what could not be asked, or throws on what ends the plan. */
    static String unasked(String what, MergeException e) {
        return switch (e.code()) {
            case SERVER_GONE, INTERRUPTED -> throw e;
            default -> what + " (" + e.problem() + ")";
        };
    }

    private boolean alreadyHolds(TableRules.Check check) {
        if (relation.table().createSql().isEmpty()) {
            return false;
        }
        boolean there = TableRules.of(relation.table()).checks().stream()
                .anyMatch(other -> other.condition().equals(check.condition()));
        boolean untouched = mapping.columns().stream()
                .filter(one -> check.condition().contains(one.column()))
                .allMatch(one -> one.source() == Source.SAME_NAME
                        && relation.table()
                                .column(one.column())
                                .filter(other -> SameType.of(
                                        other, target.column(one.column()).orElseThrow()))
                                .isPresent());
        return there && untouched;
    }
}
