package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.PlanBasis;
import dev.dbmerge.plan.PlanBasis.Part;
import dev.dbmerge.spec.MergeSpec;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a file of {@code dbmerge-plan/1} says about the databases that its plan was made for.
 *
 * @param file the file that was read
 * @param madeAt when the plan was made, as the file has it
 * @param decision {@code go} or {@code blocked}
 */
public record SavedPlan(
        Path file,
        String name,
        String target,
        String madeAt,
        String decision,
        String stagingFingerprint,
        String productionFingerprint,
        PlanBasis basis) {
    private static final int NAMED_CHANGES = 5;

    public SavedPlan {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(madeAt, "madeAt");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(stagingFingerprint, "stagingFingerprint");
        Objects.requireNonNull(productionFingerprint, "productionFingerprint");
        Objects.requireNonNull(basis, "basis");
    }

    /**
     * Reads a file that {@link JsonReport#plan} or {@link JsonReport#write(MergePlan, Path)} wrote.
     *
     * @throws MergeException with {@link ErrorCode#PLAN_FILE} when it is none
     */
    public static SavedPlan read(Path file) {
        Object document = document(file);
        Object format = document instanceof Map<?, ?> map ? map.get("format") : null;
        if (!JsonReport.PLAN_FORMAT.equals(format)) {
            String is = format instanceof String text && text.startsWith("dbmerge-")
                    ? "is " + text + ", and this dbmerge reads " + JsonReport.PLAN_FORMAT
                    : "is no plan of dbmerge";
            throw wrong(file, is);
        }
        Fields fields = new Fields(file, (Map<?, ?>) document);
        return new SavedPlan(
                file,
                fields.text("name"),
                fields.text("target"),
                fields.text("madeAt"),
                fields.text("decision"),
                fields.text("stagingFingerprint"),
                fields.text("productionFingerprint"),
                new PlanBasis(
                        fields.parts("stagingParts"), fields.parts("productionParts"), fields.parts("specParts")));
    }

    /**
     * Makes sure that the plan is this spec's and may be run.
     *
     * @throws MergeException with {@link ErrorCode#PLAN_FILE} when it is another spec's
     * @throws RefusedException when it was blocked
     */
    public void confirm(MergeSpec spec) {
        if (!name.equals(spec.name()) || !target.equals(spec.target().schema())) {
            throw wrong(
                    file,
                    "is for " + name + " -> " + target + ", and the spec " + spec.file() + " for " + spec.name()
                            + " -> " + spec.target().schema());
        }
        if (!decision.equals("go")) {
            throw new RefusedException(
                    ErrorCode.PLAN_BLOCKED,
                    "The plan " + file + " was blocked when it was made.",
                    "Decide in the spec what dbmerge plan shows, and save the plan again.");
        }
    }

    /**
     * Makes sure that a plan made now rests on the same structures and the same spec.
     *
     * @throws RefusedException with {@link ErrorCode#SOURCE_CHANGED} when it does not; the message names what changed
     */
    public void confirm(MergePlan now) {
        List<String> changes = new ArrayList<>();
        if (!stagingFingerprint.equals(now.stagingFingerprint())) {
            changes.add(told(
                    "staging", PlanBasis.changes(basis.staging(), now.basis().staging())));
        }
        if (!productionFingerprint.equals(now.productionFingerprint())) {
            changes.add(told(
                    "production",
                    PlanBasis.changes(basis.production(), now.basis().production())));
        }
        List<String> spec = PlanBasis.changes(basis.spec(), now.basis().spec());
        if (!spec.isEmpty()) {
            changes.add(told("the spec", spec));
        }
        if (!changes.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.SOURCE_CHANGED,
                    "The plan " + file + " of " + madeAt + " no longer holds; since then " + String.join("; ", changes)
                            + ".",
                    "Plan again, look at the findings, and save the new plan.");
        }
    }

    private static String told(String where, List<String> changes) {
        if (changes.isEmpty()) {
            return where + " changed in something that the plan does not hold";
        }
        String more = changes.size() > NAMED_CHANGES ? "; and " + (changes.size() - NAMED_CHANGES) + " more" : "";
        return where + " changed: " + String.join("; ", changes.subList(0, Math.min(NAMED_CHANGES, changes.size())))
                + more;
    }

    private static Object document(Path file) {
        try {
            String text = Files.readString(file);
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
            return new Load(settings).loadFromString(text);
        } catch (NoSuchFileException e) {
            throw wrong(file, "does not exist");
        } catch (CharacterCodingException e) {
            throw wrong(file, "is not UTF-8");
        } catch (IOException e) {
            throw wrong(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (YamlEngineException e) {
            throw wrong(file, "is not whole JSON");
        }
    }

    private static MergeException wrong(Path file, String state) {
        return new MergeException(
                ErrorCode.PLAN_FILE,
                "The plan " + file + " " + state + ".",
                "Save one with dbmerge plan --save FILE, and name it.");
    }

    /** The fields of one object, each of which has to be there. */
    private record Fields(Path file, Map<?, ?> map) {
        String text(String name) {
            if (map.get(name) instanceof String text) {
                return text;
            }
            throw wrong(file, "has no " + name);
        }

        List<Part> parts(String name) {
            if (!(map.get(name) instanceof List<?> list)) {
                throw wrong(file, "has no " + name + ", as one that an older dbmerge saved");
            }
            return list.stream()
                    .map(each -> each instanceof Map<?, ?> part ? part : Map.of())
                    .map(part -> new Fields(file, part))
                    .map(part -> new Part(part.text("table"), part.text("name"), part.text("form")))
                    .toList();
        }
    }
}
