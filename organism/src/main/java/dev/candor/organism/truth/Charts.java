package dev.candor.organism.truth;

import dev.candor.organism.truth.DialedSet.Behaviour;
import dev.candor.organism.truth.DialedSet.Kind;
import dev.candor.organism.truth.DialedSet.Retention;
import dev.candor.organism.truth.ExposureRisk.Mean;
import dev.candor.organism.truth.Panel.Range;
import dev.candor.organism.world.Exposure;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// The charts of a [Truth].
final class Charts {
    private static final List<Double> QUARTERS = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

    private Charts() {}

    /// Mean risk and mean −ln p against exposure.
    static Svg risk(Truth truth) {
        Svg svg =
                new Svg(
                        860,
                        330,
                        "Mean risk and answer log-probability by how often facts are stated.");
        Panel risk = exposurePanel(svg, 50, new Range(0, 1));
        risk.title("Mean risk (dashed: share wrong)");
        risk.across(QUARTERS, 2, "");
        double lowest =
                truth.risk().exposures().stream()
                        .mapToDouble(level -> level.logProbability().interval().low())
                        .filter(value -> !Double.isNaN(value))
                        .min()
                        .orElse(-1);
        double bottom = Math.floor(lowest * 2) / 2;
        Panel log = exposurePanel(svg, 490, new Range(bottom, 0));
        log.title("Mean log-probability of the answer");
        log.across(
                Stream.iterate(0.0, value -> value >= bottom, value -> value - 0.5).toList(),
                1,
                "");
        for (String of : List.of("people", "medicines")) {
            List<ExposureRisk> levels =
                    truth.risk().exposures().stream().filter(l -> l.of().equals(of)).toList();
            exposures(risk, of, levels, ExposureRisk::risk);
            exposures(log, of, levels, ExposureRisk::logProbability);
            risk.curve(
                    "curve dashed " + of,
                    levels.stream().map(level -> (double) level.exposure().ordinal()).toList(),
                    levels.stream().map(level -> level.wrong().value()).toList());
        }
        svg.legend(50, 322, "people", "people", "medicines", "medicines (another domain)");
        return svg;
    }

    private static Panel exposurePanel(Svg svg, double left, Range y) {
        int last = Exposure.values().length - 1;
        Panel panel = new Panel(svg, left, 34, 350, 220, new Range(-0.3, last + 0.3), y);
        for (Exposure exposure : Exposure.values()) {
            panel.below(
                    exposure.ordinal(),
                    exposure.named() ? Integer.toString(exposure.statements()) : "never named");
        }
        panel.below("statements of each fact");
        return panel;
    }

    private static void exposures(
            Panel panel, String of, List<ExposureRisk> levels, Function<ExposureRisk, Mean> what) {
        // Side by side, so that no interval hides another.
        double aside = of.equals("people") ? -0.05 : 0.05;
        panel.curve(
                "curve " + of,
                levels.stream().map(level -> level.exposure().ordinal() + aside).toList(),
                levels.stream().map(level -> what.apply(level).value()).toList());
        for (ExposureRisk level : levels) {
            Mean mean = what.apply(level);
            if (Double.isNaN(mean.value())) {
                continue;
            }
            double x = panel.atX(level.exposure().ordinal() + aside);
            panel.svg()
                    .line(
                            "whisker " + of,
                            x,
                            panel.atY(mean.interval().low()),
                            x,
                            panel.atY(mean.interval().high()));
            panel.svg()
                    .dot(
                            of,
                            x,
                            panel.atY(mean.value()),
                            4.5,
                            "%s, %s statements: %s, %d entities"
                                    .formatted(
                                            of,
                                            level.exposure().statements(),
                                            TruthText.mean(mean, 2),
                                            level.entities()));
        }
    }

    /// AUROC of probe and log-probability on every set.
    static Svg discrimination(Truth truth) {
        List<Discrimination> base = truth.transfer() == null ? List.of() : truth.transfer();
        int rows = truth.risk().sets().size() + base.size();
        Svg svg =
                new Svg(
                        860,
                        74 + 34 * rows,
                        "AUROC of probe and log-probability, wrong from correct.");
        Panel panel =
                new Panel(svg, 300, 16, 520, 34 * rows, new Range(0.2, 1), new Range(rows, 0));
        for (double value : List.of(0.25, 0.5, 0.75, 1.0)) {
            double x = panel.atX(value);
            svg.line(value == 0.5 ? "chance" : "grid", x, 16, x, 16 + 34 * rows);
            panel.below(value, TruthText.number(value, 2));
        }
        int row = 0;
        for (Discrimination set : truth.risk().sets()) {
            discrimination(panel, row++, set, "");
        }
        for (Discrimination set : base) {
            discrimination(panel, row++, set, ", base stage");
        }
        svg.legend(300, 66 + 34 * rows, "probe", "probe", "log", "log-probability of the answer");
        return svg;
    }

    private static void discrimination(Panel panel, int row, Discrimination set, String stage) {
        panel.svg()
                .text(
                        "",
                        "end",
                        panel.left() - 12,
                        panel.atY(row + 0.5) + 4,
                        "%s%s (%d, %d)".formatted(set.set(), stage, set.wrong(), set.correct()));
        auroc(panel, "probe", row + 0.35, set.probe());
        auroc(panel, "log", row + 0.65, set.logProbability());
    }

    private static void auroc(Panel panel, String kind, double row, Mean auroc) {
        if (!Double.isNaN(auroc.value())) {
            double y = panel.atY(row);
            double low = panel.atX(Math.max(0.2, auroc.interval().low()));
            panel.svg().line("whisker " + kind, low, y, panel.atX(auroc.interval().high()), y);
            panel.svg()
                    .dot(
                            kind,
                            panel.atX(Math.max(0.2, auroc.value())),
                            y,
                            4.5,
                            TruthText.mean(auroc, 3));
        }
    }

    /// Where the H-neurons stand among all, by how much the cue moves them.
    static Svg recovery(Truth truth) {
        int rows = truth.recovery().size();
        Svg svg =
                new Svg(860, 86 + 34 * rows, "Rank of the H-neurons among all that the cue moves.");
        Panel panel = new Panel(svg, 300, 16, 520, 34 * rows, new Range(0, 1), new Range(rows, 0));
        for (double value : QUARTERS) {
            svg.line("grid", panel.atX(value), 16, panel.atX(value), 16 + 34 * rows);
            panel.below(value, TruthText.number(100 * value, 0) + " %");
        }
        panel.below("neurons that the cue moves less");
        for (int row = 0; row < rows; row++) {
            Recovery reading = truth.recovery().get(row);
            double y = panel.atY(row + 0.5);
            double low = panel.atX(reading.chanceByLayer().low());
            double high = panel.atX(reading.chanceByLayer().high());
            svg.text("", "end", panel.left() - 12, y + 4, reading.reading());
            svg.box("band", low, y - 13, high - low, 26);
            for (double percentile : reading.percentiles()) {
                svg.line(
                        "whisker probe",
                        panel.atX(percentile),
                        y - 5,
                        panel.atX(percentile),
                        y + 5);
            }
            svg.dot(
                    "probe",
                    panel.atX(reading.percentile()),
                    y,
                    6,
                    "mean " + TruthText.number(100 * reading.percentile(), 0) + " %");
        }
        svg.legend(
                300,
                78 + 34 * rows,
                "probe",
                "H-neurons and their mean",
                "random",
                "mean of random sets, middle 95%");
        return svg;
    }

    /// Compliance against α, a panel a behaviour, and what is kept.
    static Svg dial(Truth truth) {
        Svg svg =
                new Svg(980, 560, "Compliance against α for H-neurons, cue neurons, random sets.");
        List<String> names =
                truth.dialed(Kind.H_NEURONS).behaviours().stream().map(Behaviour::name).toList();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Panel panel = dialPanel(svg, i, new Range(0, 1));
            panel.title(name);
            panel.across(QUARTERS, 2, "");
            curves(
                    panel,
                    truth,
                    set ->
                            set.behaviour(name).counts().stream()
                                    .map(count -> new At(count.alpha(), count.rate()))
                                    .toList());
        }
        Panel recall = dialPanel(svg, names.size(), new Range(0, 1));
        recall.title("known facts right");
        recall.across(QUARTERS, 2, "");
        curves(recall, truth, set -> kept(set, Retention::recall));
        double most =
                truth.dialed().stream()
                        .flatMap(set -> set.retention().stream())
                        .mapToDouble(Retention::perplexity)
                        .max()
                        .orElse(2);
        Panel perplexity = dialPanel(svg, names.size() + 1, new Range(0, Math.log10(most) + 0.1));
        perplexity.title("perplexity, unseen text");
        for (double power = 0; power <= Math.log10(most) + 0.1; power++) {
            perplexity
                    .svg()
                    .line(
                            "grid",
                            perplexity.left(),
                            perplexity.atY(power),
                            perplexity.left() + perplexity.width(),
                            perplexity.atY(power));
            perplexity
                    .svg()
                    .text(
                            "soft",
                            "end",
                            perplexity.left() - 6,
                            perplexity.atY(power) + 4,
                            TruthText.number(Math.pow(10, power), 0));
        }
        curves(perplexity, truth, set -> kept(set, r -> Math.log10(r.perplexity())));
        svg.legend(
                45,
                550,
                "probe",
                Kind.H_NEURONS.label(),
                "dashed up",
                Kind.COMPLY_NEURONS.label(),
                "dashed down",
                Kind.RESIST_NEURONS.label(),
                "thin random",
                "random sets of the size");
        return svg;
    }

    private record At(double alpha, double value) {}

    private static List<At> kept(DialedSet set, ToDoubleFunction<Retention> what) {
        return set.retention().stream()
                .map(kept -> new At(kept.alpha(), what.applyAsDouble(kept)))
                .toList();
    }

    private static Panel dialPanel(Svg svg, int number, Range y) {
        double left = 45 + number % 4 * 240;
        double top = 34 + number / 4 * 255;
        Panel panel = new Panel(svg, left, top, 190, 175, new Range(0, 3), y);
        for (int alpha = 0; alpha <= 3; alpha++) {
            panel.below(alpha, "α " + alpha);
        }
        return panel;
    }

    private static void curves(Panel panel, Truth truth, Function<DialedSet, List<At>> of) {
        truth.random().forEach(set -> curve(panel, "thin random", of.apply(set)));
        curve(panel, "curve dashed up", of.apply(truth.dialed(Kind.COMPLY_NEURONS)));
        curve(panel, "curve dashed down", of.apply(truth.dialed(Kind.RESIST_NEURONS)));
        List<At> found = of.apply(truth.dialed(Kind.H_NEURONS));
        curve(panel, "curve probe", found);
        for (At at : found) {
            panel.svg()
                    .dot(
                            "probe",
                            panel.atX(at.alpha()),
                            panel.atY(at.value()),
                            3.5,
                            "α %s: %s"
                                    .formatted(
                                            TruthText.number(at.alpha(), 1),
                                            TruthText.number(at.value(), 3)));
        }
    }

    private static void curve(Panel panel, String kind, List<At> points) {
        panel.curve(
                kind,
                points.stream().map(At::alpha).toList(),
                points.stream().map(At::value).toList());
    }
}
