package dev.candor.lab.report;

import dev.candor.lab.report.CurvePanel.Curve;
import dev.candor.lab.report.CurvePanel.Kind;
import dev.candor.lab.report.RetentionReport.Kept;
import dev.candor.lab.report.RetentionReport.RetainedSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the model keeps of its abilities while the neurons are turned.
final class KeptSection {
    private final RetentionReport kept;
    private final Html html = new Html();

    private KeptSection(RetentionReport kept) {
        this.kept = kept;
    }

    /// Nothing if nothing was measured.
    static Html of(ComplyReport report) {
        @Nullable RetentionReport kept = report.retention();
        if (kept == null || kept.sets().isEmpty()) {
            return new Html();
        }
        return new KeptSection(kept).section();
    }

    private Html section() {
        html.section(
                "kept",
                "What is kept",
                "A dial that breaks the model also changes its compliance. These are its abilities at"
                        + " the same α.");
        boolean controls = kept.sets().stream().anyMatch(RetainedSet::control);
        html.add(Legend.of("H-neurons, 95% interval", controls, List.of()));
        html.add("<div class=\"kept\">");
        Arrays.stream(KeptAbility.values()).forEach(this::panel);
        html.add("</div>");
        sources();
        List<RetainedSet> dialled = kept.sets().stream().filter(set -> !set.control()).toList();
        List<RetainedSet> others = kept.sets().stream().filter(RetainedSet::control).toList();
        table("Kept by α", dialled);
        if (!others.isEmpty()) {
            html.details("The control sets");
            table("Kept by α, control sets", others);
            html.endDetails();
        }
        return html.endSection();
    }

    private void panel(KeptAbility ability) {
        List<Curve> curves =
                kept.sets().stream()
                        .map(set ->
                                new Curve(
                                        set.control() ? Kind.CONTROL : Kind.MAIN,
                                        set.doses().stream()
                                                .map(dose -> ability.spot(set.set(), dose))
                                                .toList()))
                        .toList();
        CurvePanel panel =
                new CurvePanel(
                        ability.title() + " by α. The table below has the numbers.",
                        ability.scale(),
                        curves);
        if (!panel.isEmpty()) {
            html.add("<article><h3>%s</h3>", ability.title());
            html.drawing("plot", panel.markup()).add("</article>");
        }
    }

    private void sources() {
        List<String> sentences = new ArrayList<>();
        RetentionReport.@Nullable Known known = kept.known();
        if (known != null) {
            sentences.add(
                    "Known questions: %s of %s in %s that the untouched model answered right, so α\u00a0=\u00a01 is 100 %% by choice."
                            .formatted(
                                    Numbers.count(known.known()),
                                    Numbers.count(known.asked()),
                                    known.name()));
        }
        RetentionReport.@Nullable Text text = kept.text();
        if (text != null) {
            sentences.add(
                    "Perplexity: %s of %s; 2 would be twice as perplexed as the untouched model."
                            .formatted(cut(text), text.name()));
        }
        RetentionReport.@Nullable Choices choices = kept.choices();
        if (choices != null) {
            sentences.add(
                    "Multiple choice: %s of %s, %s before each."
                            .formatted(
                                    Numbers.counted(choices.questions(), "question"),
                                    choices.name(),
                                    Numbers.counted(choices.shots(), "answered example")));
        }
        if (!sentences.isEmpty()) {
            html.note(String.join(" ", sentences));
        }
    }

    private void table(String name, List<RetainedSet> sets) {
        List<KeptAbility> shown =
                Arrays.stream(KeptAbility.values())
                        .filter(ability ->
                                kept.sets().stream()
                                        .flatMap(set -> set.doses().stream())
                                        .anyMatch(ability::isMeasured))
                        .toList();
        List<String> heads = new ArrayList<>(List.of("Set", "#α"));
        shown.forEach(ability -> ability.heads().forEach(head -> heads.add("#" + head)));
        List<List<String>> rows = new ArrayList<>();
        for (RetainedSet set : sets) {
            for (Kept dose : set.doses()) {
                List<String> row = Html.row(set.set(), Numbers.alpha(dose.alpha()));
                shown.forEach(ability -> row.addAll(ability.cells(dose)));
                rows.add(row);
            }
        }
        html.table(name, heads, rows);
    }

    private static String cut(RetentionReport.Text text) {
        return text.window() == 0
                ? Numbers.counted(text.pieces(), "line") + ", each read by itself,"
                : "%s of %s tokens, of which the second half is scored,"
                        .formatted(
                                Numbers.counted(text.pieces(), "window"),
                                Numbers.count(text.window()));
    }
}
