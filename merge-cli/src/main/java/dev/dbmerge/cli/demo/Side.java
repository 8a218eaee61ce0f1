package dev.dbmerge.cli.demo;

import java.util.Locale;

/** Which of an application's two sources a database is. */
public enum Side {
    STAGING,
    PRODUCTION;

    /** Gives the word that schema names and folders use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
