package dev.dbmerge.report;

/** Writes what the servers of one merge are like as {@code dbmerge-doctor/1}. */
final class DoctorJson {
    private DoctorJson() {}

    static String of(DoctorReport report) {
        return new JsonObject()
                .put("format", "dbmerge-doctor/1")
                .put("name", report.name())
                .put("well", report.well())
                .putObjects("databases", report.databases(), DoctorJson::database)
                .putObject("promotion", report.promotion().map(DoctorJson::promotion))
                .putObjects("findings", report.findings(), JsonReport::finding)
                .toString();
    }

    private static JsonObject database(DatabaseHealth database) {
        return new JsonObject()
                .put("role", database.role())
                .put("schema", database.schema())
                .put("reached", database.reached())
                .put("server", database.server())
                .put("account", database.account())
                .put("tables", database.tables())
                .put("bytes", database.bytes())
                .put("freeBytes", database.free())
                .putObjects(
                        "settings",
                        database.settings().entrySet(),
                        setting ->
                                new JsonObject().put("name", setting.getKey()).put("value", setting.getValue()))
                .putObjects("privileges", database.privileges(), DoctorJson::privilege)
                .putStrings("grants", database.grants());
    }

    private static JsonObject promotion(AccountNeeds needs) {
        return new JsonObject()
                .put("account", needs.account())
                .putObjects("privileges", needs.privileges(), DoctorJson::privilege)
                .putStrings("grants", needs.grants());
    }

    private static JsonObject privilege(Privilege privilege) {
        return new JsonObject()
                .put("name", privilege.name())
                .put("on", privilege.on())
                .put("held", privilege.held())
                .put("need", privilege.need())
                .put("purpose", privilege.purpose());
    }
}
