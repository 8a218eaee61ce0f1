package dev.dbmerge.cli.demo;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes users of both applications, in the shapes of AuthLogic and of Devise. */
final class UserRows implements RowMaker {
    private static final List<String> SCHOOLS =
            Arrays.asList(null, "", "Quintel", "TU Delft", "Hanze Hogeschool", "École");
    private static final List<String> ENDS = List.of("org", "com", "net");

    private final Texts texts;

    UserRows(Texts texts) {
        this.texts = texts;
    }

    @Override
    public Map<String, Object> row(int id, Dice dice) {
        Map<String, Object> row = new HashMap<>();
        row.put("name", texts.person(dice));
        row.put("email", mail(id, dice));
        row.put("company_school", dice.pick(SCHOOLS));
        row.put("allow_news", dice.below(2));
        row.put("heared_first_at", dice.pick(List.of("..", "..", "internet", "tv", "")));
        row.put("role_id", dice.chance(0.05) ? 1 : null);
        row.put("phone_number", dice.pick(Arrays.asList(null, "", "+31 20 000 0000")));
        row.put("teacher_id", id > 9 && dice.chance(0.1) ? dice.between(1, id - 1) : null);
        row.put("trackable", "0");
        row.put("send_score", 0);
        putSecrets(row, dice);
        putLogins(row, dice);
        return row;
    }

    /** Four of a thousand have the address of the user before them, in other letters: no index forbids it. */
    private static String mail(int id, Dice dice) {
        return dice.chance(0.004) && id > 1 ? address(id - 1).toUpperCase(Locale.ROOT) : address(id);
    }

    private static String address(int id) {
        return "user" + id + "@example." + ENDS.get(id % ENDS.size());
    }

    private static void putSecrets(Map<String, Object> row, Dice dice) {
        String digest = dice.hex(128);
        row.put("crypted_password", digest);
        row.put("password_salt", digest.substring(0, 20));
        row.put("persistence_token", new StringBuilder(digest).reverse().toString());
        row.put("perishable_token", digest.substring(30, 50));
        row.put("old_crypted_password", "$2a$10$" + digest.substring(0, 53));
        row.put("encrypted_password", dice.chance(0.6) ? "" : "$2a$10$" + digest.substring(60, 113));
    }

    private static void putLogins(Map<String, Object> row, Dice dice) {
        LocalDateTime login = dice.moment();
        LocalDateTime before = dice.chance(0.5) ? login.minusSeconds((long) dice.falling(1_000_000)) : null;
        String address = "192.0.2." + dice.between(1, 254);
        int count = dice.below(60);
        for (String prefix : List.of("current_login", "current_sign_in")) {
            row.put(prefix + "_at", login);
            row.put(prefix + "_ip", address);
        }
        for (String prefix : List.of("last_login", "last_sign_in")) {
            row.put(prefix + "_at", before);
            row.put(prefix + "_ip", before == null ? null : address);
        }
        row.put("login_count", count);
        row.put("sign_in_count", count);
        row.put("failed_login_count", 0);
        row.put("last_request_at", login);
        row.put("created_at", login.minusSeconds((long) dice.falling(10_000_000)));
        row.put("updated_at", login);
    }
}
