package dev.dbmerge.internal.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.dump.DumpStatement.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpStatementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO `t` VALUES (1)                                             | ROWS           | t",
                "REPLACE INTO t VALUES (1)                                              | ROWS           | t",
                "insert  ignore into `a``b` (`x`) VALUES (1)                            | ROWS           | a`b",
                "INSERT INTO `db`.`t` VALUES (1)                                        | ROWS           | t",
                "CREATE TABLE IF NOT EXISTS `t` (id INT)                                | STRUCTURE      | t",
                "DROP TABLE IF EXISTS `t`                                               | STRUCTURE      | t",
                "/*!40000 ALTER TABLE `t` DISABLE KEYS */                               | STRUCTURE      | t",
                "/*!50001 DROP VIEW IF EXISTS `v`*/                                     | STRUCTURE      | v",
                "/*!50001 CREATE ALGORITHM=MERGE *//*!50013 DEFINER=`table`@`%` SQL SECURITY DEFINER *//*!50001 VIEW `v` AS select 1 */ | CODE | v",
                "/*!50003 CREATE*/ /*!50017 DEFINER=a@b*/ /*!50003 TRIGGER `g` BEFORE INSERT ON t FOR EACH ROW SET @x = 1 */ | CODE | g",
                "CREATE DEFINER=`a`@`%` PROCEDURE `p`() SELECT 1                        | CODE           | p",
                "CREATE OR REPLACE FUNCTION f() RETURNS INT RETURN 1                    | CODE           | f",
                "CREATE SEQUENCE `s` START WITH 1                                       | STRUCTURE      | s",
                "DO SETVAL(`s`, 7, 0)                                                   | STRUCTURE      |",
                "/*!40101 SET NAMES utf8 */                                             | SETTING        |",
                "SET @saved = @@character_set_client                                    | SETTING        |",
                "SET @@SESSION.SQL_LOG_BIN= 0                                           | NOTHING        |",
                "SET @@GLOBAL.GTID_PURGED='a:1'                                         | NOTHING        |",
                "SET GLOBAL max_connections = 1                                         | NOTHING        |",
                "SET PERSIST max_connections = 1                                        | NOTHING        |",
                "LOCK TABLES `t` WRITE                                                  | NOTHING        |",
                "UNLOCK TABLES                                                          | NOTHING        |",
                "CHANGE MASTER TO MASTER_LOG_FILE='a'                                   | NOTHING        |",
                "COMMIT                                                                 | NOTHING        |",
                "USE `shop`                                                             | USE            | shop",
                "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop` /*!40100 DEFAULT CHARACTER SET utf8 */ | DATABASE | shop",
                "ALTER DATABASE `shop` CHARACTER SET utf8                               | ALTER_DATABASE | shop",
                "DROP DATABASE `shop`                                                   | NOTHING        | shop",
                "CREATE USER a                                                          | FOREIGN        |",
                "GRANT ALL ON *.* TO a                                                  | FOREIGN        |",
                "SET PASSWORD = 'x'                                                     | FOREIGN        |",
                "SELECT 1 INTO OUTFILE '/tmp/x'                                         | FOREIGN        |",
                "LOAD DATA INFILE '/etc/passwd' INTO TABLE t                            | FOREIGN        |",
                "DELETE FROM t                                                          | FOREIGN        |",
                "CALL p()                                                               | FOREIGN        |",
            })
    void knowsWhatAStatementIsAbout(String sql, Kind kind, String name) {
        DumpStatement statement = DumpStatement.of(sql);

        assertEquals(kind, statement.kind());
        if (kind != Kind.FOREIGN) {
            assertEquals(Optional.ofNullable(name), statement.name());
        }
    }

    @Test
    void movesNamesOfTheDumpedDatabase() {
        DumpStatement view = DumpStatement.of("CREATE VIEW `v` AS SELECT `shop`.`t`.`a`, 'shop.t' FROM Shop.t");

        assertEquals(
                "CREATE VIEW `v` AS SELECT `new`.`t`.`a`, 'shop.t' FROM `new`.t", view.sql(Optional.of("shop"), "new"));
    }

    @Test
    void takesTheDumpedDatabaseFromTheHeadOfRowsAndFromNothingElse() {
        DumpStatement rows = DumpStatement.of("INSERT INTO `shop`.`t` VALUES ('`shop`.`t`')");

        assertEquals(Optional.of("shop"), rows.database());
        assertEquals("INSERT INTO `t` VALUES ('`shop`.`t`')", rows.sql(Optional.of("shop"), "new"));
    }

    @Test
    void switchesAnEventOff() {
        DumpStatement event = DumpStatement.of(
                "/*!50106 CREATE EVENT `enable` ON SCHEDULE EVERY 1 DAY ON COMPLETION PRESERVE ENABLE COMMENT 'ENABLE' DO CALL enable() */");
        DumpStatement off =
                DumpStatement.of("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE ON SLAVE DO SELECT 'ENABLE'");

        assertTrue(event.enabledEvent());
        assertEquals(
                "/*!50106 CREATE EVENT `enable` ON SCHEDULE EVERY 1 DAY ON COMPLETION PRESERVE DISABLE COMMENT 'ENABLE' DO CALL enable() */",
                event.sql(Optional.empty(), "new"));
        assertFalse(off.enabledEvent());
    }

    @Test
    void aDatabaseThatChangesItsDefaultsIsTheOneThatIsFilled() {
        assertEquals(
                "ALTER DATABASE `new` CHARACTER SET utf8",
                DumpStatement.of("ALTER DATABASE `shop` CHARACTER SET utf8").sql(Optional.of("shop"), "new"));
    }
}
