package dev.candor.lab.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
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

    /// Controls lengthen replies too, and are looked at as the dialled set is.
    @Test
    void withoutCutRepliesControlsLoseTheirsToo() {
        Map<String, String> outcomes =
                Map.of(
                        "h@0.0", "+----",
                        "untouched@1.0", "+----",
                        "h@3.0", "+-++P",
                        "random-1@0.0", "+----",
                        "random-1@3.0", "+--PP");
        ReadingResult reading = read(Reading.TEXT, outcomes, dialled(0, 1, 3), control(1));
        Uncut uncut = Objects.requireNonNull(reading.uncut());
        assertThat(uncut.controls()).extracting(Uncut.Control::set).containsExactly("random-1");
        // Rates 1/5, 1/5 and 1/3, where all replies gave 1/5, 1/5 and 3/5.
        double control = 100 * ((1 / 3.0 - 0.2) * 5 / 14);
        assertThat(uncut.controls().getFirst().sharedSlope().perAlpha())
                .isCloseTo(control, within(1e-9));
        double own = 100 * ((3 / 4.0 - 0.2) * 5 / 14);
        assertThat(Objects.requireNonNull(uncut.lead()).perAlpha())
                .isCloseTo(own - control, within(1e-9));
        assertThat(uncut.band().high()).isCloseTo(control, within(1e-9));
        assertThat(reading.band().high()).isGreaterThan(2 * control);
    }

    /// The rise is of cut replies alone, and no control has any.
    @Test
    void theVerdictSaysIfItWouldBeAnotherWithoutCutReplies() {
        Map<String, String> outcomes = new HashMap<>();
        outcomes.put("untouched@1.0", "+" + "-".repeat(39));
        outcomes.put("h@0.0", "+" + "-".repeat(39));
        outcomes.put("h@3.0", "+" + "P".repeat(30) + "-".repeat(9));
        DialledSet[] sets = new DialledSet[6];
        sets[0] = dialled(0, 1, 3);
        for (int c = 1; c < sets.length; c++) {
            sets[c] = control(c);
            outcomes.put("random-" + c + "@0.0", "+" + "-".repeat(39));
            outcomes.put("random-" + c + "@3.0", "+" + "-".repeat(39 - c) + "+".repeat(c));
        }
        ReadingResult reading = read(Reading.TEXT, outcomes, sets);
        assertThat(reading.band().outside()).isTrue();
        assertThat(Objects.requireNonNull(reading.uncut()).band().outside()).isFalse();
        assertThat(reading.band().verdict())
                .contains(". Without replies that were cut it moves by +")
                .endsWith(", and that is not outside the controls.");
        outcomes.put("h@3.0", "+" + "+".repeat(30) + "-".repeat(9));
        assertThat(read(Reading.TEXT, outcomes, sets).band().verdict())
                .doesNotContain("Without replies");
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
                .isEqualTo(
                        new Uncut(
                                reading.dialled().slope(),
                                reading.dialled().sharedSlope(),
                                List.of(
                                        new Uncut.Control(
                                                "random-1",
                                                reading.sets().getLast().sharedSlope())),
                                reading.lead(),
                                reading.band()));
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
        assertThat(band.verdict()).contains("2 sets of controls, and items, vary so much");
    }
}
