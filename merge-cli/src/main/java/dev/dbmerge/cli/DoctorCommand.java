package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.report.DoctorReport;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.spec.MergeSpec;
import java.util.List;
import java.util.function.Function;

/** {@code dbmerge doctor}: says what the servers and the accounts of a spec are like and what they lack. */
final class DoctorCommand implements Command {
    private final Function<MergeSpec, DoctorReport> doctor;

    DoctorCommand(Function<MergeSpec, DoctorReport> doctor) {
        this.doctor = doctor;
    }

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "look at servers and accounts, and say what they lack";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Connects to staging, production and the target's server and shows versions,",
                "settings that matter, sizes, and the privileges that each account has and",
                "lacks, with the GRANT statements for an account of each purpose: reading,",
                "building, and promoting the target, which no run does. A server that cannot be",
                "reached is told, and the others are still looked at. Writes nothing anywhere.",
                "Ends with 3 where something is missing that stops a run.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.CONFIG);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        DoctorReport report = doctor.apply(Specs.one(this, arguments, console));
        console.out()
                .text(
                        arguments.has(Flag.JSON)
                                ? JsonReport.doctor(report)
                                : new TextReport(console.out().ink()).doctor(report));
        return report.well() ? 0 : ErrorCode.PRIVILEGE.exitCode();
    }
}
