package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.schema.TableText.Element;
import dev.dbmerge.internal.schema.TableText.Kind;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.plan.PlanBasis.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Names the parts of a structure: whatever changes its {@link Fingerprint} changes one of them. */
public final class StructureParts {
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private StructureParts() {}

    /** Gives the parts, table by table. */
    public static List<Part> of(Schema schema) {
        StructureParts structure = new StructureParts();
        structure.put("", "collation of the database", schema.charset() + " " + schema.collation());
        schema.tables().values().forEach(structure::table);
        schema.code().forEach(structure::code);
        schema.sequences()
                .values()
                .forEach(sequence -> structure.put("", "sequence " + sequence.name(), sequence.definition()));
        schema.hidden().forEach(clause -> structure.put("", "what the account may not see: " + clause, ""));
        schema.uncopied().forEach(clause -> structure.put("", "what is not copied: " + clause, ""));
        return List.copyOf(structure.parts.values());
    }

    private void code(CodeObject object) {
        String hash = Fingerprint.ofTexts(
                object.createSql(), object.sqlMode(), object.definer(), object.collation(), object.timeZone());
        put("", object.title(), hash);
    }

    /** Options can hold a password (FEDERATED), so that they are not shown. */
    private void table(Table table) {
        TableText text = TableText.of(table.createSql());
        put(table.name(), "engine", table.engine());
        put(table.name(), "collation", table.collation());
        text.elements().forEach(element -> element(table, text, element));
        String options = text.render(Fingerprint.withoutCounter(text.options()));
        put(table.name(), "options and partitions", Fingerprint.ofTexts(options, text.render(text.partitions())));
        put(
                table.name(),
                Part.ORDER,
                Fingerprint.ofTexts(text.elements().stream()
                        .map(element -> text.render(element.tokens()))
                        .toArray(String[]::new)));
    }

    private void element(Table table, TableText text, Element element) {
        List<Token> tokens = element.tokens();
        if (element.kind() != Kind.COLUMN) {
            put(table.name(), (word(element.kind()) + " " + name(element)).strip(), text.render(tokens));
            return;
        }
        String collation =
                table.column(element.name()).flatMap(Column::collation).orElse("");
        String form = text.render(tokens.subList(1, tokens.size()));
        boolean told = collation.isEmpty() || form.contains(collation);
        put(table.name(), "column " + element.name(), told ? form : form + " (" + collation + ")");
    }

    private void put(String table, String name, String form) {
        parts.merge(
                table + "\n" + name,
                new Part(table, name, form),
                (first, second) -> new Part(table, name, first.form() + "; " + second.form()));
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case COLUMN -> "column";
            case PRIMARY_KEY -> "primary key";
            case KEY, FULLTEXT_KEY, VECTOR_KEY -> "key";
            case FOREIGN_KEY -> "foreign key";
            case RULE -> "check";
        };
    }

    /** The name of a key stands behind its kind. */
    private static String name(Element element) {
        return element.tokens().stream()
                .takeWhile(token -> !token.is('('))
                .filter(token -> token.kind() == Token.Kind.QUOTED_NAME)
                .map(Token::name)
                .collect(Collectors.joining(" "));
    }
}
