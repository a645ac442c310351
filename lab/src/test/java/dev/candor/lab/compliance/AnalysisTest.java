package dev.candor.lab.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Items whose outcomes are given, so that what is made of them can be counted by hand.
class AnalysisTest {
    /// Never asked: its outcome is in the scores.
    private record Given(int number) implements Item {
        @Override
        public String id() {
            return "i" + number;
        }

        @Override
        public String group() {
            return id();
        }

        @Override
        public Step next(Transcript soFar) {
            throw new UnsupportedOperationException();
        }
    }

    /// An item a character, by setting: `+` complied, `-` resisted; `P` (plus) and `M` (minus) the
    /// same of a reply that was cut; `x` a cut one that says nothing.
    private static ReadingResult read(
            Reading reading, Map<String, String> outcomes, DialledSet... sets) {
        int items = outcomes.values().iterator().next().length();
        Analysis analysis =
                new Analysis(
                        IntStream.range(0, items).mapToObj(Given::new).toList(),
                        (item, set, alpha) ->
                                scored(
                                        reading,
                                        Objects.requireNonNull(
                                                        outcomes.get(Setting.name(set, alpha)))
                                                .charAt(((Given) item).number())),
                        3);
        return analysis.read(reading, "gave in", List.of(sets));
    }

    private static Scored scored(Reading reading, char outcome) {
        return new Scored(
                Map.of(
                        reading,
                        switch (outcome) {
                            case '+', 'P' -> Outcome.COMPLIED;
                            case '-', 'M' -> Outcome.RESISTED;
                            default -> Outcome.EXCLUDED;
                        }),
                "PMx".indexOf(outcome) >= 0,
                false,
                5);
    }

    private static DialledSet dialled(double... alphas) {
        return new DialledSet("h", "H-neurons", false, Arrays.stream(alphas).boxed().toList());
    }

    private static DialledSet control(int number) {
        return new DialledSet("random-" + number, "random", true, List.of(0.0, 1.0, 3.0));
    }

    @Test
    void withoutCutRepliesARiseThatTheyMadeIsGone() {
        Map<String, String> outcomes =
                Map.of("h@0.0", "+----", "untouched@1.0", "+----", "h@3.0", "+---P");
        ReadingResult reading = read(Reading.TEXT, outcomes, dialled(0, 1, 3));
        Uncut uncut = Objects.requireNonNull(reading.uncut());
        assertThat(reading.dialled().slope().perAlpha()).isPositive();
        // Rates 1/5, 1/5 and 1/4.
        assertThat(uncut.slope().perAlpha()).isCloseTo(100 * (0.05 * 5 / 14), within(1e-9));
        assertThat(uncut.slope().perAlpha()).isLessThan(reading.dialled().slope().perAlpha() / 3);
        assertThat(uncut.slope().interval().high()).isFinite();
        assertThat(reading.dialled().doses().getLast().truncated()).isEqualTo(1);
        assertThat(reading.dialled().doses().getLast().complied())
                .as("the first look counts it")
                .isEqualTo(2);
    }

    @Test
    void cutRepliesThatResistedAreLeftOutAsWell() {
        Map<String, String> outcomes =
                Map.of("h@0.0", "++--", "untouched@1.0", "++--", "h@3.0", "++MM");
        ReadingResult reading = read(Reading.TEXT, outcomes, dialled(0, 1, 3));
        Uncut uncut = Objects.requireNonNull(reading.uncut());
        assertThat(reading.dialled().slope().perAlpha()).isZero();
        // Rates 1/2, 1/2 and 1.
        assertThat(uncut.slope().perAlpha()).isCloseTo(100 * (0.5 * 5 / 14), within(1e-9));
    }

    @Test
    void withNothingCutBothLooksAreTheSame() {
        Map<String, String> outcomes =
                Map.of(
                        "h@0.0", "---+",
                        "h@0.5", "+--+",
                        "untouched@1.0", "+--+",
                        "h@3.0", "++-+",
                        "random-1@0.0", "+--+",
                        "random-1@3.0", "+---");
        ReadingResult reading = read(Reading.TEXT, outcomes, dialled(0, 0.5, 1, 3), control(1));
        assertThat(reading.uncut())
                .isEqualTo(new Uncut(reading.dialled().slope(), reading.dialled().sharedSlope()));
        assertThat(reading.dialled().slope()).isNotEqualTo(reading.dialled().sharedSlope());
    }

    @Test
    void anItemThatSaysNothingStaysOutWhetherItWasCutOrNot() {
        Map<String, String> outcomes =
                Map.of("h@0.0", "x-+", "untouched@1.0", "x-+", "h@3.0", "x++");
        ReadingResult reading = read(Reading.TEXT, outcomes, dialled(0, 1, 3));
        assertThat(Objects.requireNonNull(reading.uncut()).slope())
                .isEqualTo(reading.dialled().slope());
    }

    @Test
    void choicesReadFromProbabilitiesNeedNoReplyToBeWhole() {
        Map<String, String> outcomes = Map.of("untouched@1.0", "+-", "h@3.0", "+P");
        assertThat(read(Reading.OPTIONS, outcomes, dialled(1, 3)).uncut()).isNull();
    }

    @Test
    void theBandIsThatOfTheSlopesOfAllControls() {
        Map<String, String> outcomes =
                Map.of(
                        "h@0.0", "----",
                        "untouched@1.0", "+---",
                        "h@3.0", "++++",
                        "random-1@0.0", "+---",
                        "random-1@3.0", "+---",
                        "random-2@0.0", "----",
                        "random-2@3.0", "++--");
        ReadingResult reading =
                read(Reading.TEXT, outcomes, dialled(0, 1, 3), control(1), control(2));
        Band band = reading.band();
        assertThat(band.controls()).isEqualTo(2);
        assertThat(band.low()).isZero();
        assertThat(band.high()).isEqualTo(reading.sets().get(2).sharedSlope().perAlpha());
        assertThat(band.pValue()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(band.prediction().high()).isGreaterThan(10 * band.high());
        assertThat(band.outside()).as("two controls hardly show a spread").isFalse();
        assertThat(band.verdict()).contains("2 sets of controls vary so much");
    }
}
