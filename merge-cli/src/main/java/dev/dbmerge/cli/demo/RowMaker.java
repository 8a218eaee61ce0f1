package dev.dbmerge.cli.demo;

import java.util.Map;

/** Makes the rows of one table, whatever columns a version of that table has. */
interface RowMaker {
    /**
     * Makes a row.
     *
     * @param id the row's id, from 1
     * @return values by column, more than the table has and not all that it has; null stands for NULL
     */
    Map<String, Object> row(int id, Dice dice);
}
