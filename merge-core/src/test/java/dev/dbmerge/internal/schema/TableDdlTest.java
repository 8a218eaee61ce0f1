package dev.dbmerge.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TableDdlTest {
    private static final Collations MYSQL_57 = Servers.mysql("5.7.22");
    private static final Collations MYSQL_97 = Servers.mysql("9.7.4");
    private static final Collations MARIADB = Servers.mariadb("10.11.6-MariaDB");

    @Test
    void keysAndForeignKeysComeLater() {
        TableDdl ddl = ddl("""
                CREATE TABLE `t,` (
                  `id` int NOT NULL AUTO_INCREMENT COMMENT 'KEY (`x`), ''',
                  PRIMARY KEY (`id`),
                  UNIQUE KEY `u` (`id`),
                  KEY `a` (`id`) /*!80000 INVISIBLE */,
                  FULLTEXT KEY `f1` (`id`),
                  FULLTEXT KEY `f2` (`id`),
                  CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `p` (`id`) ON DELETE CASCADE,
                  CONSTRAINT `out` FOREIGN KEY (`id`) REFERENCES `other`.`p` (`id`)
                ) ENGINE=InnoDB AUTO_INCREMENT=9 DEFAULT CHARSET=utf8mb4 COMMENT='a, AUTO_INCREMENT=3'""", MYSQL_97);

        assertEquals("""
                CREATE TABLE `new`.`t` (
                  `id` int NOT NULL AUTO_INCREMENT COMMENT 'KEY (`x`), ''',
                  PRIMARY KEY (`id`)
                ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci COMMENT='a, AUTO_INCREMENT=3'\
                 AUTO_INCREMENT=18446744073709551615""", ddl.create(OptionalLong.of(-1)));
        assertEquals(
                List.of(
                        "ALTER TABLE `new`.`t`\n  ADD UNIQUE KEY `u` (`id`),\n  ADD KEY `a` (`id`) INVISIBLE",
                        "ALTER TABLE `new`.`t`\n  ADD FULLTEXT KEY `f1` (`id`)",
                        "ALTER TABLE `new`.`t`\n  ADD FULLTEXT KEY `f2` (`id`)"),
                ddl.addKeys());
        assertEquals(
                List.of(
                        "ALTER TABLE `new`.`t`\n  ADD CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `new`.`p` (`id`)"
                                + " ON DELETE CASCADE,\n  ADD CONSTRAINT `out` FOREIGN KEY (`id`) REFERENCES `other`.`p` (`id`)"),
                ddl.addForeignKeys());
    }

    @Test
    void aHiddenKeyIsIgnoredOnMariaDb() {
        TableDdl ddl = ddl("CREATE TABLE `t` (`id` int, KEY `a` (`id`) /*!80000 INVISIBLE */) ENGINE=InnoDB", MARIADB);

        assertEquals(List.of("ALTER TABLE `new`.`t`\n  ADD KEY `a` (`id`) IGNORED"), ddl.addKeys());
    }

    @Test
    void aVersionCommentKeepsItsEffectOnMariaDb() {
        assertEquals("`id` int DEFAULT NULL INVISIBLE", column("`id` int DEFAULT NULL /*!80023 INVISIBLE */", MARIADB));
        assertEquals("`id` point REF_SYSTEM_ID = 4326", column("`id` point /*!80003 SRID 4326 */", MARIADB));
        assertEquals(
                "`id` point REF_SYSTEM_ID = 4326 NOT NULL",
                column("`id` point NOT NULL /*!80003 SRID 4326 */", MARIADB));
    }

    @Test
    void whatAnOldServerLacksIsLeftOutAndNamed() {
        TableDdl ddl = ddl(
                "CREATE TABLE `t` (`id` int /*!80023 INVISIBLE */, `p` point /*!80003 SRID 4326 */,"
                        + " CONSTRAINT `c` CHECK ((`id` <> 5)) /*!80016 NOT ENFORCED */) ENGINE=InnoDB",
                MYSQL_57);

        assertEquals(
                "CREATE TABLE `new`.`t` (\n  `id` int,\n  `p` point\n) ENGINE=InnoDB",
                ddl.create(OptionalLong.empty()));
        assertEquals(
                List.of("INVISIBLE of column t.id", "SRID of column t.p", "check t.c, which is not enforced"),
                ddl.losses());
    }

    @Test
    void mariaDbsBareDefaultsGetTheirParenthesesOnMySql() {
        assertEquals("`id` varchar(36) DEFAULT (uuid())", column("`id` varchar(36) DEFAULT uuid()", MYSQL_97));
        assertEquals("`id` text DEFAULT ('a)')", column("`id` text DEFAULT 'a)'", MYSQL_97));
        assertEquals("`id` int DEFAULT -1.5", column("`id` int DEFAULT -1.5", MYSQL_97));
        assertEquals("`id` bit(3) DEFAULT b'1'", column("`id` bit(3) DEFAULT b'1'", MYSQL_97));
        assertEquals(
                "`id` datetime(6) DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6)",
                column("`id` datetime(6) DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6)", MYSQL_97));
    }

    @Test
    void mariaDbsNumberedChecksLoseTheirNameOnMySql() {
        assertEquals("CHECK (`id` > 1)", column("CONSTRAINT `CONSTRAINT_1` CHECK (`id` > 1)", MYSQL_97));
        assertEquals(
                "CONSTRAINT `CONSTRAINT_1` CHECK (`id` > 1)",
                column("CONSTRAINT `CONSTRAINT_1` CHECK (`id` > 1)", MARIADB));
    }

    @Test
    void aCharacterSetIsWrittenWithTheColumnsRealCollation() {
        assertEquals(
                "`name` varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT 'COLLATE x'",
                column("`name` varchar(9) CHARACTER SET utf8mb4 DEFAULT 'COLLATE x'", MYSQL_97));
        assertEquals(
                "`id` int GENERATED ALWAYS AS (`a` collate utf8mb4_unicode_520_ci = _utf8'x') STORED",
                column("`id` int GENERATED ALWAYS AS (`a` collate utf8mb4_0900_ai_ci = _utf8mb3'x') STORED", MYSQL_57));
    }

    @Test
    void aTableWithoutPrimaryKeyKeepsItsUniqueKeys() {
        TableDdl ddl =
                ddl("CREATE TABLE `t` (`id` int, UNIQUE KEY `u` (`id`), KEY `k` (`id`)) ENGINE=InnoDB", MYSQL_97);

        assertEquals(
                "CREATE TABLE `new`.`t` (\n  `id` int,\n  UNIQUE KEY `u` (`id`)\n) ENGINE=InnoDB",
                ddl.create(OptionalLong.empty()));
        assertEquals(List.of("ALTER TABLE `new`.`t`\n  ADD KEY `k` (`id`)"), ddl.addKeys());
    }

    @Test
    void theKeyOfTheCounterStays() {
        TableDdl ddl = ddl(
                "CREATE TABLE `t` (`id` int AUTO_INCREMENT, `g` int, PRIMARY KEY (`g`), KEY `x` (`g`), KEY `k` (`id`)) ENGINE=InnoDB",
                MYSQL_97);

        assertEquals(List.of("ALTER TABLE `new`.`t`\n  ADD KEY `x` (`g`)"), ddl.addKeys());
    }

    private static String column(String definition, Collations target) {
        String create = ddl("CREATE TABLE `t` (" + definition + ") ENGINE=InnoDB", target)
                .create(OptionalLong.empty());
        return create.substring(create.indexOf('\n') + 3, create.lastIndexOf('\n'));
    }

    @Test
    void anIndexOnAnExpressionIsLeftOutWhereTheServerHasNone() {
        String create = "CREATE TABLE `t` (`id` int, `name` int, PRIMARY KEY (`id`), KEY `plain` (`name`(3)),"
                + " KEY `low` ((lower(`name`))), KEY `last` (`id`,(abs(`name`))),"
                + " KEY `many` ((cast(`name` as unsigned array))))";
        List<Key> keys = List.of(
                new Key("PRIMARY", true, List.of("id")),
                new Key("plain", false, List.of("name"), "BTREE", List.of("name(3)"), true),
                functional("low"),
                functional("last"),
                functional("many"));

        assertEquals(List.of("low", "last", "many"), leftOut(create, keys, MARIADB));
        assertEquals(List.of("low", "last", "many"), leftOut(create, keys, MYSQL_57));
        assertEquals(List.of("many"), leftOut(create, keys, Servers.mysql("8.0.15")));
        assertEquals(List.of(), leftOut(create, keys, MYSQL_97));
    }

    private static Key functional(String name) {
        return new Key(name, false, List.of(), "BTREE", List.of("(...)"), true);
    }

    /** Gives the indexes that no statement makes, and sees to it that each is told as a loss. */
    private static List<String> leftOut(String create, List<Key> keys, Collations target) {
        Table table =
                new Table("t", "InnoDB", "utf8mb4_bin", 0, OptionalLong.empty(), List.of(), keys, List.of(), create);
        TableDdl ddl = new TableDdl(table, "new", target);
        String made = String.join("\n", ddl.addKeys());
        List<String> names = keys.stream()
                .filter(key -> !key.primary() && !made.contains("`" + key.name() + "`"))
                .map(Key::name)
                .toList();
        assertEquals(
                names.stream()
                        .map(name -> "index t." + name + ", which is on an expression")
                        .sorted()
                        .toList(),
                ddl.losses().stream().sorted().toList());
        return names;
    }

    private static TableDdl ddl(String createSql, Collations target) {
        List<Column> columns = List.of(
                column(
                        "id",
                        createSql.contains("`id` int NOT NULL AUTO_INC") || createSql.contains("`id` int AUTO"),
                        Optional.empty()),
                column("name", false, Optional.of("utf8mb4_bin")));
        Table table = new Table(
                "t", "InnoDB", "utf8mb4_unicode_ci", 0, OptionalLong.empty(), columns, List.of(), List.of(), createSql);
        return new TableDdl(table, "new", target);
    }

    private static Column column(String name, boolean autoIncrement, Optional<String> collation) {
        return new Column(
                name, "int", "int", Optional.empty(), collation, true, Optional.empty(), false, false, autoIncrement);
    }
}
