package dev.dbmerge.internal.server;

import org.jooq.SQLDialect;

/** The two families of server. */
public enum Product {
    MYSQL("MySQL", SQLDialect.MYSQL),
    MARIADB("MariaDB", SQLDialect.MARIADB);

    private final String title;
    private final SQLDialect dialect;

    Product(String title, SQLDialect dialect) {
        this.title = title;
        this.dialect = dialect;
    }

    public String title() {
        return title;
    }

    public SQLDialect dialect() {
        return dialect;
    }
}
