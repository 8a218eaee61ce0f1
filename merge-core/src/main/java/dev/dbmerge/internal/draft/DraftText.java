package dev.dbmerge.internal.draft;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.yaml.YamlPiece;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.MergePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the draft of a spec: proposals as lines, and what gives something up, or is doubtful, as comments with the evidence. */
final class DraftText {
    private static final int WIDTH = 118;

    private final String head;
    private final Guess guess;
    private final List<Link> references;
    private final MergePlan plan;
    private final StringBuilder text = new StringBuilder();

    /**
     * Makes the writer.
     *
     * @param references those of the target that no foreign key declares, of one column each
     */
    DraftText(String head, Guess guess, List<Link> references, MergePlan plan) {
        this.head = head;
        this.guess = guess;
        this.references = List.copyOf(references);
        this.plan = plan;
    }

    String text() {
        comment("", "A draft of dbmerge init, made " + plan.madeAt() + " from");
        comment("", "  " + plan.staging() + " and");
        comment("", "  " + plan.production() + ".");
        comment(
                "",
                "Lines propose. A line behind a # is a decision that is yours: it gives something up, or the evidence is thin.");
        comment("", "Take it in where it is right; dbmerge plan stops until all that has to be decided is decided.");
        text.append(head);
        overlay();
        references();
        others();
        hints();
        return text.toString();
    }

    private void overlay() {
        line("");
        comment(
                "",
                "Production's rows of these tables go into staging's structure of them; all other tables come from staging.");
        if (guess.overlaid().isEmpty()) {
            comment("", "No table was found that users write; name those that they do, as in overlay: { users: {} }.");
            line("overlay: {}");
        } else {
            line("overlay:");
            guess.overlaid().forEach(this::overlaid);
        }
        guess.doubtful().forEach((table, evidence) -> {
            comment("  ", "Perhaps, too: " + evidence);
            comment("  ", YamlText.scalar(table) + ": {}");
        });
    }

    private void overlaid(String table, String evidence) {
        comment("  ", evidence);
        line("  " + YamlText.scalar(table) + ":");
        List<Finding> findings = plan.findings().stream()
                .filter(finding -> finding.table().equals(table) && ways(finding, "overlay:"))
                .toList();
        Together together = Together.of(findings);
        findings.forEach(finding -> comment("    ", title(finding, together)));
        together.piece().lines().stream().skip(2).forEach(decision -> comment("    ", decision.substring(4)));
    }

    private void references() {
        if (references.isEmpty()) {
            return;
        }
        line("");
        comment(
                "",
                "Columns that seem to point at other tables, by their names; rows that point nowhere are told and stop nothing.");
        line("references:");
        references.forEach(link -> line("  - " + link.line("warn")));
    }

    /** What the plan asks beside the overlaid tables: the first way of each finding, put together. */
    private void others() {
        Set<String> listed = references.stream().map(Link::from).collect(Collectors.toSet());
        List<Finding> findings = plan.findings().stream()
                .filter(finding ->
                        finding.level() != Level.NOTE && !finding.decisions().isEmpty())
                .filter(finding -> !guess.overlaid().containsKey(finding.table()) || !ways(finding, "overlay:"))
                .filter(finding -> !ways(finding, "references:") || !listed.contains(finding.subject()))
                .toList();
        List<Finding> left = findings.stream()
                .filter(finding -> finding.code() == ErrorCode.TABLE_LEFT_BEHIND && ways(finding, "discard:"))
                .toList();
        discard(left);
        List<Finding> rest =
                findings.stream().filter(finding -> !left.contains(finding)).toList();
        if (rest.isEmpty()) {
            return;
        }
        line("");
        comment(
                "",
                "The plan asks for these decisions. The lines below them are the likeliest answers; the plan shows others.");
        Together together = Together.of(rest);
        rest.forEach(finding -> comment("", title(finding, together)));
        together.piece().lines().forEach(decision -> comment("", decision));
    }

    private void discard(List<Finding> left) {
        if (left.isEmpty()) {
            return;
        }
        line("");
        comment("", "Tables of production that staging has not. Those that may go:");
        comment("", "discard:");
        for (Finding finding : left) {
            String rows = plan.table(finding.table())
                    .production()
                    .map(count -> "    # " + count + " rows")
                    .orElse("");
            comment("", "  - " + YamlText.scalar(finding.table()) + rows);
        }
    }

    private void hints() {
        List<Finding> open = plan.blockers().stream()
                .filter(finding -> finding.decisions().isEmpty())
                .toList();
        if (!open.isEmpty()) {
            line("");
            comment("", "No line of a spec settles these:");
            open.forEach(
                    finding -> comment("", "  " + finding.code() + " " + finding.problem() + " " + finding.remedy()));
        }
        line("");
        comment("", "cleanup: cleanup/*.sql      # one DELETE or UPDATE a file, in the order of their names");
        comment("", "checks: checks/*.sql        # each must return no row of the target");
    }

    private static boolean ways(Finding finding, String key) {
        return finding.decisions().stream()
                .limit(1)
                .anyMatch(way -> !way.lines().isEmpty() && way.lines().get(0).startsWith(key));
    }

    /**
     * The first ways of several findings in one piece.
     *
     * @param settled those whose way is in it; another's would say something else in the same place
     */
    private record Together(YamlPiece piece, List<Finding> settled) {
        static Together of(List<Finding> findings) {
            YamlPiece piece = YamlPiece.empty();
            List<Finding> settled = new ArrayList<>();
            for (Finding finding : findings) {
                Optional<YamlPiece> more = finding.decisions().stream()
                        .findFirst()
                        .map(Decision::lines)
                        .flatMap(piece::with);
                if (more.isPresent()) {
                    piece = more.get();
                    settled.add(finding);
                }
            }
            return new Together(piece, settled);
        }
    }

    private static String title(Finding finding, Together together) {
        Optional<Decision> way = finding.decisions().stream().findFirst();
        String below = together.settled().contains(finding)
                ? way.map(decision -> " Below: " + decision.meaning() + ".").orElse("")
                : " The lines below decide otherwise about the same place; dbmerge plan shows the ways.";
        return finding.code() + " " + finding.problem() + below;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Breaks sentences; lines of YAML come short enough. */
    private void comment(String indent, String sentence) {
        List<String> lines = new ArrayList<>();
        String begin = indent + "# ";
        StringBuilder line = new StringBuilder(begin);
        String lead = sentence.replaceFirst("\\S.*", "");
        line.append(lead);
        for (String word : sentence.replaceAll("\\p{Cntrl}", " ").strip().split(" ")) {
            if (line.length() + word.length() > WIDTH && !line.toString().isBlank()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(begin).append(lead).append("  ");
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        lines.forEach(this::line);
    }
}
