package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Condition.Form;
import dev.dbmerge.internal.mutation.Condition.Predicate;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.sql.Token;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.conf.ParseNameCase;
import org.jooq.conf.ParseUnknownFunctions;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.ParserException;
import org.jooq.impl.QOM;

/**
 * Asks jOOQ's parser what a piece of a rule is.
 *
 * <p>The parser (3.19) takes double quotes for names and knows no backslash escapes, so every literal is shown to it as a plain one; and it
 * reads some of the servers' words as names ({@code DELETE IGNORE FROM a}), so its model decides over single predicates and the statement's
 * text is never rendered from it.
 */
final class QueryModel {
    private static final Map<Form, Class<?>> MODELS = Map.ofEntries(
            Map.entry(Form.EQUAL, QOM.Eq.class),
            Map.entry(Form.UNEQUAL, QOM.Ne.class),
            Map.entry(Form.LESS, QOM.Lt.class),
            Map.entry(Form.AT_MOST, QOM.Le.class),
            Map.entry(Form.MORE, QOM.Gt.class),
            Map.entry(Form.AT_LEAST, QOM.Ge.class),
            Map.entry(Form.NULL_SAFE, QOM.IsNotDistinctFrom.class),
            Map.entry(Form.IS_NULL, QOM.IsNull.class),
            Map.entry(Form.IS_NOT_NULL, QOM.IsNotNull.class),
            Map.entry(Form.LIKE, QOM.Like.class),
            Map.entry(Form.NOT_LIKE, QOM.NotLike.class),
            Map.entry(Form.IN, QOM.InList.class),
            Map.entry(Form.NOT_IN, QOM.NotInList.class),
            Map.entry(Form.BETWEEN, QOM.Between.class),
            Map.entry(Form.EXISTS, QOM.Exists.class));

    private final RuleTokens tokens;
    private final DSLContext parser;

    QueryModel(RuleTokens tokens, Product product) {
        this.tokens = tokens;
        Settings settings = new Settings()
                .withParseDialect(product.dialect())
                .withParseNameCase(ParseNameCase.AS_IS)
                .withParseUnknownFunctions(ParseUnknownFunctions.IGNORE);
        this.parser = DSL.using(product.dialect(), settings);
    }

    /** Gives why the parser does not take a predicate for what it looks like; empty where it does, or where its model has no such node. */
    String disagreement(Predicate predicate) {
        try {
            org.jooq.Condition condition = parser.parser().parseCondition(plain(predicate));
            Class<?> model = MODELS.getOrDefault(predicate.form(), org.jooq.Condition.class);
            boolean open = model == QOM.InList.class || model == QOM.NotInList.class || row(predicate);
            return open || model.isInstance(condition)
                    ? ""
                    : "the parser reads it as " + condition.getClass().getSimpleName();
        } catch (ParserException e) {
            return reason(e);
        } catch (DataAccessException | IllegalArgumentException | UnsupportedOperationException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Gives why the parser refuses a range as a condition; empty where it takes it. */
    String refusal(int from, int to) {
        try {
            parser.parser().parseCondition(plain(from, to));
            return "";
        } catch (ParserException e) {
            return reason(e);
        } catch (DataAccessException | IllegalArgumentException | UnsupportedOperationException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private boolean row(Predicate predicate) {
        return tokens.symbol(predicate.from(), '(');
    }

    private static String reason(ParserException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst(": \\[.*", "");
    }

    /** Shows operands that are one name as names: the parser takes {@code level} and its like for words of Oracle's. */
    private String plain(Predicate predicate) {
        int operator = predicate.operator();
        int operands = predicate.operands();
        String left = predicate.form() == Form.EXISTS ? "" : operand(predicate.from(), operator);
        return left + " " + plain(operator, operands) + " " + operand(operands, predicate.to());
    }

    private String operand(int from, int to) {
        boolean name = to - from == 1
                && tokens.get(from).kind() == Token.Kind.WORD
                && !tokens.word(from, Set.of("NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIMESTAMP"));
        return name ? Names.quote(tokens.get(from).text()) : plain(from, to);
    }

    private String plain(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            text.append(token.kind() == Token.Kind.STRING ? "'text'" : token.text());
            text.append(tokens.touching(i) ? "" : " ");
        }
        return text.toString();
    }
}
