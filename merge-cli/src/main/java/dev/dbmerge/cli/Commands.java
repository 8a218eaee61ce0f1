package dev.dbmerge.cli;

import dev.dbmerge.Merger;
import java.util.List;

/** Lists what dbmerge can do, in the order of the help. */
final class Commands {
    private Commands() {}

    static List<Command> all(Merge.Opener opener, RuleTesting.Starter starter, Interruption interruption) {
        Confirmation confirmation = new Confirmation(Confirmation::typed);
        return List.of(
                new InitCommand(Merger::draft),
                new ValidateCommand(),
                new DoctorCommand(Merger::doctor),
                new PlanCommand(opener, Merger::planRelease),
                new RunCommand(opener, confirmation, interruption),
                new VerifyCommand(opener, interruption),
                new PromoteCommand(opener, confirmation, interruption),
                new RollbackCommand(opener, confirmation, interruption),
                new RecoverCommand(opener, interruption),
                new StatusCommand(opener, confirmation, interruption),
                new TestCommand(starter, interruption),
                new DemoCommand(opener, interruption));
    }
}
