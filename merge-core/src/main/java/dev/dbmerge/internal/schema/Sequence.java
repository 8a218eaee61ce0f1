package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jooq.Record;

/**
 * A sequence of MariaDB.
 *
 * @param definition what follows its name where the server prints it, such as {@code start with 1 .. nocycle ENGINE=InnoDB}
 * @param next the value that it gives next when what its server has cached is lost
 * @param round how often it began anew
 * @param ascending whether it counts upwards
 */
public record Sequence(String name, String definition, BigInteger next, BigInteger round, boolean ascending) {
    public Sequence {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(round, "round");
    }

    static Sequence read(Session session, String schema, String name) {
        String doing = "read the sequence " + schema + "." + name;
        String create = session.fetch(doing, "SHOW CREATE SEQUENCE " + Names.quote(schema, name))
                .get(0)
                .get(1, String.class);
        Record state = session.fetchPlain(
                doing, "SELECT next_not_cached_value, cycle_count, increment FROM " + Names.quote(schema, name));
        List<Token> tokens = SqlText.tokens(create);
        return new Sequence(
                name,
                create.substring(tokens.get(2).end()).strip(),
                state.get(0, BigInteger.class),
                state.get(1, BigInteger.class),
                state.get(2, BigInteger.class).signum() >= 0);
    }

    /** Gives the definition in one spelling; from 11.5 on a server prints the type. */
    String form() {
        return definition.toLowerCase(Locale.ROOT).replaceFirst("^as bigint( signed)? ", "");
    }

    /** Gives this sequence, or the same one further on: a value that either has given is not given again. */
    public Sequence notBehind(Sequence other) {
        int rounds = other.round.compareTo(round);
        int values = ascending ? other.next.compareTo(next) : next.compareTo(other.next);
        boolean behind = ascending == other.ascending && (rounds > 0 || rounds == 0 && values > 0);
        return behind ? new Sequence(name, definition, other.next, other.round, ascending) : this;
    }

    /** Gives the statement that makes it in another database. */
    public String create(String schema) {
        return "CREATE SEQUENCE " + Names.quote(schema, name) + " " + definition;
    }

    /** Gives the query that lets it go on where it is. */
    public String advance(String schema) {
        return "SELECT SETVAL(" + Names.quote(schema, name) + ", " + next + ", 0, " + round + ")";
    }
}
