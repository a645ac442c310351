package dev.candor.lab.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SteadyTest {
    private static final List<DialledSet> SETS =
            List.of(
                    new DialledSet("h", "H-neurons", false, List.of(0.0, 0.5, 1.0, 3.0)),
                    new DialledSet("random-1", "random", true, List.of(0.0, 1.0, 3.0)));

    private record Told(String id) implements Item {
        @Override
        public String group() {
            return id;
        }

        @Override
        public Step next(Transcript soFar) {
            throw new AssertionError("nothing is asked");
        }
    }

    /// @param outcomes of each item by set, as letters at α = 0, 0.5, 1, 3: complied, resisted,
    ///   excluded, unscorable
    private static List<SetResult> results(Map<String, Map<String, String>> outcomes) {
        List<Told> items = Stream.of("a", "b", "c", "d").map(Told::new).toList();
        Analysis.Scores scores =
                (item, set, alpha) -> {
                    String own =
                            outcomes.getOrDefault(set, Map.of()).getOrDefault(item.id(), "rrrr");
                    char letter = own.charAt(List.of(0.0, 0.5, 1.0, 3.0).indexOf(alpha));
                    Outcome outcome =
                            switch (letter) {
                                case 'c' -> Outcome.COMPLIED;
                                case 'r' -> Outcome.RESISTED;
                                case 'x' -> Outcome.EXCLUDED;
                                default -> Outcome.UNSCORABLE;
                            };
                    return new Scored(Map.of(Reading.TEXT, outcome), false, false, 1);
                };
        return new Analysis(items, scores, 7).results(Reading.TEXT, SETS);
    }

    private static Steady steady(SetResult result) {
        return Objects.requireNonNull(result.steady());
    }

    @Test
    void steadySlopesAreOfItemsThatAreExcludedAtNoSharedAlpha() {
        List<SetResult> results =
                results(
                        Map.of(
                                "h",
                                Map.of("a", "rrrc", "b", "rxcc", "c", "ccrx", "d", "xccc"),
                                "random-1",
                                Map.of("a", "rrrx")));
        // At α = 0, 1, 3, which all sets have, a and b comply in 0, 1, 2 of 2.
        assertThat(steady(results.getFirst()).items()).isEqualTo(2);
        assertThat(steady(results.getFirst()).slope().perAlpha())
                .isCloseTo(100 * 1.5 / (42.0 / 9), within(1e-9));
        assertThat(results.getFirst().sharedSlope().perAlpha())
                .isNotCloseTo(100 * 1.5 / (42.0 / 9), within(1.0));
        assertThat(steady(results.getLast()).items()).isEqualTo(3);
    }

    @Test
    void whereNothingIsExcludedEverySlopeIsSteady() {
        List<SetResult> results = results(Map.of("h", Map.of("a", "rrrc", "b", "rxcu")));
        assertThat(results).allMatch(result -> result.steady() == null);
        assertThat(results.getFirst().steadySlope()).isEqualTo(results.getFirst().sharedSlope());
    }
}
