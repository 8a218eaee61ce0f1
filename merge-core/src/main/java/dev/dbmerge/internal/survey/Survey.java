package dev.dbmerge.internal.survey;

import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.schema.Definers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.survey.BuildingNeeds.Unseen;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.report.Privilege;
import dev.dbmerge.report.Privilege.Need;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at the servers of a merge: what their settings, their accounts' privileges and their room mean for it.
 *
 * <p>Reads the catalogue and, of few tables, the length of their rows; writes nothing.
 */
public final class Survey {
    private final MergeSpec spec;
    private final Source staging;
    private final Source production;
    private final Session target;
    private final Settings targetSettings;
    private final Schema wanted;

    /**
     * Makes a survey and reads the settings of the three servers.
     *
     * @param staging a session on staging's server
     * @param ours staging's structure
     * @param theirs production's structure
     * @param wanted the structure that the target is to have
     */
    public Survey(
            MergeSpec spec,
            Session staging,
            Schema ours,
            Session production,
            Schema theirs,
            Session target,
            Schema wanted) {
        this.spec = spec;
        this.staging = new Source(staging, ours, Settings.read(staging));
        this.production = new Source(production, theirs, Settings.read(production));
        this.target = target;
        this.targetSettings = Settings.read(target);
        this.wanted = wanted;
    }

    /**
     * Gives all that stands in the way of a run or would change what the application sees.
     *
     * @param scratch a second database that the run makes on the target's server
     */
    public List<Finding> findings(Optional<String> scratch) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(accounts(scratch));
        findings.addAll(new SettingFindings(spec, staging.settings(), production.settings(), targetSettings, wanted)
                .findings());
        findings.addAll(new WordFindings(target, staging, production, wanted).findings());
        TableSizes ours = TableSizes.read(staging.session(), staging.schema().name());
        TableSizes theirs =
                TableSizes.read(production.session(), production.schema().name());
        PacketFindings packets = new PacketFindings(targetSettings);
        findings.addAll(packets.findings(staging, ours, fromStaging()));
        findings.addAll(packets.findings(production, theirs, fromProduction()));
        findings.add(new SpaceFindings(spec, ours, theirs, wanted).finding(target));
        return findings;
    }

    private List<Finding> accounts(Optional<String> scratch) {
        Grants stagings = Grants.read(staging.session());
        Grants productions = Grants.read(production.session());
        Grants targets = Grants.read(target);
        List<Finding> findings = new ArrayList<>();
        findings.addAll(
                PrivilegeFindings.of("staging", stagings.account(), holding(staging, spec.staging(), stagings)));
        findings.addAll(PrivilegeFindings.of(
                "production",
                productions.account(),
                Stream.concat(
                                holding(production, spec.production(), productions).stream(),
                                new ReadingNeeds(spec.production().schema(), production.settings(), productions)
                                        .position())
                        .toList()));
        findings.addAll(PrivilegeFindings.of("target", targets.account(), building(targets, scratch)));
        findings.addAll(new WriteFindings(targetSettings, targets, wanted).findings());
        return findings;
    }

    /** Gives what the target's account needs. */
    private List<Privilege> building(Grants grants, Optional<String> scratch) {
        List<Privilege> needs = new ArrayList<>(new BuildingNeeds(
                        target.server().schema(), targetSettings, grants, wanted, Definers.of(target), Unseen.LEAVE_OUT)
                .list());
        Stream.of(copying(staging, spec.staging(), grants), copying(production, spec.production(), grants))
                .flatMap(Optional::stream)
                .forEach(needs::add);
        scratch.ifPresent(schema -> needs.addAll(BuildingNeeds.scratch(schema, grants)));
        return needs;
    }

    /** Within one server rows need not travel, where nobody writes meanwhile. */
    private Optional<Privilege> copying(Source source, Database database, Grants grants) {
        String schema = source.schema().name();
        boolean possible = database.consistency() != Consistency.SNAPSHOT
                && !tables(source).isEmpty()
                && source.session().server().isSameAs(target.server());
        return possible
                ? Optional.of(new Privilege(
                        "SELECT",
                        Names.quote(schema) + ".*",
                        grants.on(schema, "SELECT"),
                        Need.USEFUL,
                        "copying " + source.session().server().role() + "'s rows within the server"))
                : Optional.empty();
    }

    /** Gives what holding a source's tables still asks for. */
    private List<Privilege> holding(Source source, Database database, Grants grants) {
        return locking(source, database, grants).stream().toList();
    }

    /** Gives what locking a source's tables asks for; empty where none has to be. */
    public Optional<Privilege> locking(Source source, Database database, Grants grants) {
        ReadingNeeds needs = new ReadingNeeds(source.schema().name(), source.settings(), grants);
        List<Table> read = tables(source);
        if (database.consistency() == Consistency.LOCK && !read.isEmpty()) {
            return Optional.of(needs.locking(Need.REQUIRED, "holding tables still, as consistency: lock asks"));
        }
        return database.consistency() == Consistency.SNAPSHOT
                ? read.stream()
                        .filter(table -> !table.transactional())
                        .findFirst()
                        .map(table -> needs.locking(
                                Need.REQUIRED,
                                "holding " + table.name() + " still, whose engine " + table.engine()
                                        + " has no snapshot"))
                : Optional.empty();
    }

    private List<Table> tables(Source source) {
        return source == staging ? fromStaging() : fromProduction();
    }

    private List<Table> fromStaging() {
        return staging.schema().tables().values().stream()
                .filter(table -> !spec.overlay().containsKey(table.name()))
                .toList();
    }

    private List<Table> fromProduction() {
        return spec.overlay().values().stream()
                .flatMap(overlay -> Relations.tables(overlay, production.schema()).stream())
                .distinct()
                .flatMap(table -> production.schema().table(table).stream())
                .toList();
    }
}
