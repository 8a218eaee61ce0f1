package dev.dbmerge;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.spec.SpecLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a merge in a process of its own, for tests that kill it, and prints a line for each thing that the run tells. */
final class MergeMain {
    private MergeMain() {}

    /** Starts a process that runs a spec. */
    static Process start(MergeFixture fixture) throws IOException {
        return start(fixture, "-XX:TieredStopAtLevel=1");
    }

    /**
     * Starts a process that runs a spec.
     *
     * @param options those of Java; {@code -Ddbmerge.method=INSERT} asks for a way in which rows travel
     */
    static Process start(MergeFixture fixture, String... options) throws IOException {
        return JavaProcess.start(
                fixture,
                MergeMain.class,
                List.of(options),
                List.of(fixture.path("merge.yml").toString()));
    }

    /**
     * Runs the spec that the first argument names; with {@code -Ddbmerge.promote=true} it promotes its target, with
     * {@code -Ddbmerge.rollback=true} it takes that back.
     */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        try (Merger merger = Merger.of(SpecLoader.load(Path.of(arguments[0]), environment))
                .threads(2)
                .copyMethod(CopyMethod.valueOf(System.getProperty("dbmerge.method", "AUTO")))
                .acceptLoss()
                .open()) {
            if (Boolean.getBoolean("dbmerge.rollback")) {
                System.out.println("ended " + merger.rollback(new Lines()).previous());
                return;
            }
            System.out.println("ended "
                    + (Boolean.getBoolean("dbmerge.promote")
                            ? merger.promote(new Lines()).previous()
                            : merger.run(merger.plan(), new Lines()).outcome()));
        } catch (MergeException e) {
            System.out.println("stopped " + e.getMessage());
        }
    }

    private static final class Lines implements MergeListener {
        @Override
        public void started(Step step) {
            System.out.println("started " + step.id());
        }

        @Override
        public void progressed(Step step, long rows, long of) {
            System.out.println("progressed " + step.id() + " " + rows);
        }

        @Override
        public void finished(Step step, StepResult result) {
            System.out.println("finished " + step.id());
        }

        @Override
        public void noted(String note) {
            System.out.println("noted " + note);
        }
    }
}
