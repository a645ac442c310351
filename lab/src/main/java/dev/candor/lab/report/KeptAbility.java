package dev.candor.lab.report;

import dev.candor.lab.report.CurvePanel.Scale;
import dev.candor.lab.report.CurvePanel.Spot;
import dev.candor.lab.report.RetentionReport.Kept;
import dev.candor.lab.report.RetentionReport.Ratio;
import dev.candor.lab.retention.Retention.Choices;
import dev.candor.lab.retention.Retention.KnownAnswers;
import dev.candor.lab.retention.Retention.Perplexity;
import dev.candor.lab.retention.Share;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that a model may lose: how to draw it, and its columns of the table.
enum KeptAbility {
    KNOWN("Known questions still right", Scale.PERCENT, List.of("Still right", "Unclear")) {
        @Override
        Spot spot(String set, Kept kept) {
            @Nullable KnownAnswers known = kept.retention().known();
            return known == null ? Spot.without(kept.alpha()) : share(set, kept, known.right());
        }

        @Override
        List<String> numbers(Kept kept) {
            @Nullable KnownAnswers known = kept.retention().known();
            return known == null
                    ? List.of()
                    : List.of(text(known.right()), Numbers.count(known.unclear()));
        }
    },
    PERPLEXITY("Perplexity, × untouched", Scale.RATIO, List.of("Perplexity", "× untouched")) {
        @Override
        Spot spot(String set, Kept kept) {
            @Nullable Ratio ratio = kept.perplexity();
            return ratio == null
                    ? Spot.without(kept.alpha())
                    : new Spot(
                            kept.alpha(),
                            ratio.value(),
                            ratio.interval().low(),
                            ratio.interval().high(),
                            hint(set, kept, text(ratio)));
        }

        @Override
        List<String> numbers(Kept kept) {
            @Nullable Perplexity perplexity = kept.retention().perplexity();
            @Nullable Ratio ratio = kept.perplexity();
            return perplexity == null && ratio == null
                    ? List.of()
                    : List.of(
                            perplexity == null ? "–" : Numbers.decimals(perplexity.value(), 2),
                            ratio == null ? "–" : text(ratio));
        }
    },
    CHOICES("Multiple choice right", Scale.PERCENT, List.of("Choices right", "Choices left out")) {
        @Override
        Spot spot(String set, Kept kept) {
            @Nullable Choices choices = kept.retention().choices();
            return choices == null ? Spot.without(kept.alpha()) : share(set, kept, choices.right());
        }

        @Override
        List<String> numbers(Kept kept) {
            @Nullable Choices choices = kept.retention().choices();
            return choices == null
                    ? List.of()
                    : List.of(text(choices.right()), Numbers.count(choices.unscored()));
        }
    },
    LENGTH("Mean tokens of a reply", Scale.LENGTH, List.of("Mean tokens", "Truncated")) {
        @Override
        Spot spot(String set, Kept kept) {
            @Nullable KnownAnswers known = kept.retention().known();
            return known == null
                    ? Spot.without(kept.alpha())
                    : new Spot(
                            kept.alpha(),
                            known.meanTokens(),
                            Double.NaN,
                            Double.NaN,
                            hint(set, kept, Numbers.decimals(known.meanTokens(), 1) + " tokens"));
        }

        @Override
        List<String> numbers(Kept kept) {
            @Nullable KnownAnswers known = kept.retention().known();
            return known == null
                    ? List.of()
                    : List.of(
                            Numbers.decimals(known.meanTokens(), 1),
                            Numbers.count(known.truncated().count()));
        }
    };

    private final String title;
    private final Scale scale;
    private final List<String> heads;

    KeptAbility(String title, Scale scale, List<String> heads) {
        this.title = title;
        this.scale = scale;
        this.heads = heads;
    }

    String title() {
        return title;
    }

    Scale scale() {
        return scale;
    }

    /// Of its columns.
    List<String> heads() {
        return heads;
    }

    /// What is drawn of one α.
    abstract Spot spot(String set, Kept kept);

    /// Its cells, none if it was not measured.
    abstract List<String> numbers(Kept kept);

    boolean isMeasured(Kept kept) {
        return !numbers(kept).isEmpty();
    }

    /// As many as there are heads, dashes if it was not measured.
    List<String> cells(Kept kept) {
        return isMeasured(kept) ? numbers(kept) : Collections.nCopies(heads.size(), "–");
    }

    private static Spot share(String set, Kept kept, Share share) {
        return new Spot(
                kept.alpha(),
                100 * share.value(),
                100 * share.interval().low(),
                100 * share.interval().high(),
                hint(set, kept, text(share)));
    }

    private static String text(Share share) {
        return ComplyNumbers.share(share.value(), share.interval());
    }

    private static String text(Ratio ratio) {
        return Numbers.withInterval(ratio.value(), ratio.interval(), 3);
    }

    private static String hint(String set, Kept kept, String value) {
        return "%s, α\u00a0=\u00a0%s: %s".formatted(set, Numbers.alpha(kept.alpha()), value);
    }
}
