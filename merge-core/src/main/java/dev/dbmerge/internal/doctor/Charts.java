package dev.dbmerge.internal.doctor;

import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.planner.ScratchPlace;
import dev.dbmerge.internal.schema.Definers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.survey.BuildingNeeds;
import dev.dbmerge.internal.survey.BuildingNeeds.Unseen;
import dev.dbmerge.internal.survey.FreeSpace;
import dev.dbmerge.internal.survey.GrantText;
import dev.dbmerge.internal.survey.PrivilegeFindings;
import dev.dbmerge.internal.survey.PromotingNeeds;
import dev.dbmerge.internal.survey.ReadingNeeds;
import dev.dbmerge.internal.survey.Settings;
import dev.dbmerge.internal.survey.TableSizes;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.report.AccountNeeds;
import dev.dbmerge.report.DatabaseHealth;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.report.Privilege.Need;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes down what one database is like and what dbmerge's part in it asks of the account. */
final class Charts {
    private final MergeSpec spec;
    private final Optional<Schema> wanted;

    /**
     * Makes a writer.
     *
     * @param wanted the target's structure, as far as the sources show it
     */
    Charts(MergeSpec spec, Optional<Schema> wanted) {
        this.spec = spec;
        this.wanted = wanted;
    }

    DatabaseHealth source(Patient patient) {
        if (patient.grants().isEmpty()) {
            return unknown(patient);
        }
        if (patient.database().dump().isPresent()) {
            return health(
                    patient,
                    BuildingNeeds.dump(
                            patient.database().schema(), patient.grants().orElseThrow()));
        }
        boolean production = patient.role().equals("production");
        ReadingNeeds reading = new ReadingNeeds(
                patient.database().schema(),
                patient.settings().orElseThrow(),
                patient.grants().orElseThrow());
        List<Privilege> needs = new ArrayList<>(
                reading.seeing(kind -> production && spec.discard().contains("hidden " + kind)));
        locking(patient, reading).ifPresent(needs::add);
        if (production) {
            reading.position().forEach(needs::add);
        }
        return health(patient, needs);
    }

    private Optional<Privilege> locking(Patient patient, ReadingNeeds reading) {
        Consistency consistency = patient.database().consistency();
        if (consistency == Consistency.LOCK) {
            return Optional.of(reading.locking(Need.REQUIRED, "holding tables still, as consistency: lock asks"));
        }
        boolean some = patient.schema().stream()
                .flatMap(schema -> schema.tables().values().stream())
                .anyMatch(table -> !table.transactional() && read(patient, table));
        return consistency == Consistency.SNAPSHOT && some
                ? Optional.of(reading.locking(Need.REQUIRED, "holding tables still whose engine has no snapshot"))
                : Optional.empty();
    }

    private boolean read(Patient patient, Table table) {
        if (patient.role().equals("staging")) {
            return !spec.overlay().containsKey(table.name());
        }
        Schema production = patient.schema().orElseThrow();
        return spec.overlay().values().stream()
                .anyMatch(overlay -> Relations.tables(overlay, production).contains(table.name()));
    }

    DatabaseHealth target(Patient patient) {
        if (patient.grants().isEmpty()) {
            return unknown(patient);
        }
        Session session = patient.session().orElseThrow();
        Schema structure = wanted.orElseGet(() -> nothing(patient));
        List<Privilege> needs = new ArrayList<>(new BuildingNeeds(
                        patient.database().schema(),
                        patient.settings().orElseThrow(),
                        patient.grants().orElseThrow(),
                        structure,
                        Definers.of(session),
                        wanted.isPresent() && structure.hidden().isEmpty() ? Unseen.LEAVE_OUT : Unseen.LIST)
                .list());
        spec.migrations()
                .run()
                .ifPresent(hook -> needs.addAll(BuildingNeeds.scratch(
                        ScratchPlace.name(spec), patient.grants().orElseThrow())));
        return health(patient, needs);
    }

    /** Gives what promoting asks of the account that builds on the live database's server, or else of production's own. */
    Optional<AccountNeeds> promotion(Patient production, Patient target) {
        if (production.grants().isEmpty() || production.database().dump().isPresent()) {
            return Optional.empty();
        }
        boolean beside = target.grants().isPresent()
                && target.server().orElseThrow().isSameAs(production.server().orElseThrow());
        Grants grants = (beside ? target : production).grants().orElseThrow();
        Schema standing = production.schema().orElseGet(() -> nothing(production));
        boolean seen = wanted.isPresent()
                && wanted.get().hidden().isEmpty()
                && standing.hidden().isEmpty();
        List<Privilege> needs = new PromotingNeeds(
                        production.database().schema(),
                        target.database().schema(),
                        production.settings().orElseThrow(),
                        grants,
                        standing,
                        wanted.orElseGet(() -> nothing(target)),
                        seen ? Unseen.LEAVE_OUT : Unseen.LIST)
                .list();
        return Optional.of(new AccountNeeds(
                "promoting the target", grants.account(), needs, GrantText.statements(needs, grants.account())));
    }

    private static Schema nothing(Patient patient) {
        return new Schema(patient.database().schema(), "utf8mb4", "utf8mb4_bin", Map.of(), List.of(), List.of());
    }

    private static DatabaseHealth unknown(Patient patient) {
        return DatabaseHealth.unreached(patient.role(), patient.database().schema());
    }

    private static DatabaseHealth health(Patient patient, List<Privilege> needs) {
        Session session = patient.session().orElseThrow();
        Server server = session.server();
        Grants grants = patient.grants().orElseThrow();
        boolean there = SchemaReader.exists(session, server.schema());
        TableSizes sizes = TableSizes.read(session, server.schema());
        return new DatabaseHealth(
                patient.role(),
                server.schema(),
                server.version() + " at " + server.address(),
                grants.account(),
                there ? OptionalLong.of(sizes.bytes().size()) : OptionalLong.empty(),
                there ? OptionalLong.of(sizes.total()) : OptionalLong.empty(),
                FreeSpace.bytes(session),
                settings(patient.settings().orElseThrow()),
                needs,
                GrantText.statements(needs, grants.account()));
    }

    private static Map<String, String> settings(Settings settings) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("time_zone", settings.zoneText());
        values.put("max_allowed_packet", Long.toString(settings.maxAllowedPacket()));
        values.put("lower_case_table_names", Integer.toString(settings.lowerCaseNames()));
        values.put("read_only", onOff(!settings.writable()));
        values.put("local_infile", onOff(settings.localInfile()));
        values.put("log_bin", onOff(settings.binaryLog()));
        values.put("log_bin_trust_function_creators", onOff(settings.trustsFunctionCreators()));
        values.put("sql_mode", settings.modeText());
        return values;
    }

    private static String onOff(boolean on) {
        return on ? "ON" : "OFF";
    }

    /** Names what a database's account lacks, where the three cannot be looked at together. */
    static List<Finding> lacking(DatabaseHealth database) {
        return PrivilegeFindings.of(database.role(), database.account(), database.privileges());
    }
}
