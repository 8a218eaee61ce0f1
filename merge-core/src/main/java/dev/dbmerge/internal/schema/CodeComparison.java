package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.plan.Step.CodeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares stored code of two schemas by what it says: blanks, comments, definers and the schemas' own names aside. */
public final class CodeComparison {
    private final Schema one;
    private final Schema other;

    public CodeComparison(Schema one, Schema other) {
        this.one = one;
        this.other = other;
    }

    /** Gives the object of the other schema that has the kind and the name of one of the first. */
    public Optional<CodeObject> counterpart(CodeObject object) {
        return other.code().stream()
                .filter(theirs ->
                        theirs.kind() == object.kind() && theirs.name().equals(object.name()))
                .findFirst();
    }

    /** Tells whether an object of the first schema says what one of the other says; texts that cannot be read are taken for equal. */
    public boolean sayTheSame(CodeObject ours, CodeObject theirs) {
        try {
            return words(ours, one).equals(words(theirs, other));
        } catch (SqlTextException e) {
            return true;
        }
    }

    private static List<String> words(CodeObject object, Schema schema) {
        CodeText text = new CodeText(object).withoutDefiner().moved(schema.name(), "-", names(schema));
        String sql = object.kind() == CodeKind.EVENTS ? text.disabled().sql() : text.sql();
        List<String> words = new ArrayList<>();
        boolean starts = false;
        for (Token token : SqlText.tokens(sql, object.sqlMode())) {
            // An event without STARTS is given the moment when it was made.
            if (!(starts && token.kind() == Token.Kind.STRING)) {
                words.add(token.isName() ? token.name() : token.text());
            }
            starts = object.kind() == CodeKind.EVENTS && token.is("STARTS");
        }
        return words;
    }

    private static Set<String> names(Schema schema) {
        Set<String> names = new HashSet<>(schema.tables().keySet());
        schema.code().forEach(object -> names.add(object.name()));
        return names;
    }

    /** Gives the table that a trigger belongs to; empty where its text does not show it. */
    public static Optional<String> triggerTable(CodeObject trigger) {
        List<Token> tokens = SqlText.tokens(trigger.createSql(), trigger.sqlMode());
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("ON")) {
                boolean qualified = i + 3 < tokens.size() && tokens.get(i + 2).is('.');
                return Optional.of(tokens.get(qualified ? i + 3 : i + 1).name());
            }
        }
        return Optional.empty();
    }
}
