package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.report.ProbeSummary.Candidate;
import dev.candor.lab.report.ProbeSummary.HNeuron;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FindReportTest {
    private static final ModelSummary MODEL = ReportFixtures.model("m");

    @Test
    void filesThatHoldOtherQuestionsThanWereReadAreRefused() {
        assertThatThrownBy(() -> of(2699, List.of()))
                .hasMessage(
                        "report: questions of training do not add up: read is 2700, but its files"
                                + " hold 2699");
    }

    @Test
    void anEvaluationOfOtherAnswersThanTheSplitsRowsIsRefused() {
        EvaluationSet set = new EvaluationSet("test", true, false, 78, 231, List.of(), null);
        assertThatThrownBy(() -> of(2700, List.of(set)))
                .hasMessage(
                        "report: evaluation of test has 78 correct and 231 wrong answers, but its"
                                + " rows are 78 and 230");
    }

    @Test
    void anEvaluationOfAnUnknownSetIsRefused() {
        EvaluationSet set = new EvaluationSet("elsewhere", false, false, 1, 1, List.of(), null);
        assertThatThrownBy(() -> of(2700, List.of(set))).hasMessageContaining("rows are 0 and 0");
    }

    @Test
    void theModelsNeuronsAreLayersTimesWidth() {
        assertThatThrownBy(() ->
                        new ModelSummary(
                                "m", false, "ab".repeat(32), "llama", 22, 5632, 1, List.of()))
                .hasMessageContaining("layers × ffn = 22 × 5632");
    }

    @Test
    void theProbeDerivesItsCountsFromItsNeurons() {
        ProbeSummary probe =
                probe(List.of(new HNeuron(3, 7, 0.5, 0, 0), new HNeuron(20, 1, 2, 0, 0)));
        assertThat(probe.hNeurons()).isEqualTo(2);
        assertThat(probe.perMille()).isEqualTo(2000.0 / 123_904);
        assertThat(probe.neurons()).extracting(HNeuron::layer).containsExactly(20, 3);
        assertThat(probe.neuronsByLayer()).hasSize(22).contains(1, 0);
    }

    @Test
    void aNeuronOutsideTheModelIsRefused() {
        assertThatThrownBy(() -> probe(List.of(new HNeuron(22, 0, 1, 0, 0))))
                .hasMessageContaining("neuron 22/0, but the model has 22 layers of 5632");
    }

    @Test
    void aNeuronWithoutPositiveWeightIsNoHNeuron() {
        assertThatThrownBy(() -> new HNeuron(1, 2, 0, 0.1, 0.1))
                .hasMessageContaining("weight 0.0, not above 0");
    }

    @Test
    void steppingDownAndALengthThatWinsAreSaidAsLimits() {
        assertThat(ReportFixtures.notBetter().limits())
                .anyMatch(limit -> limit.contains("8 of 10 had to do"))
                .anyMatch(limit -> limit.startsWith("On test, as good as the H-neurons"))
                .anyMatch(limit -> limit.contains("bioasq has 48 correct"));
        assertThat(ReportFixtures.better().limits())
                .noneMatch(limit -> limit.contains("as good as the H-neurons"));
    }

    @Test
    void aChosenCAtTheEdgeOfTheGridIsSaid() {
        assertThat(of(2700, List.of()).limits())
                .anyMatch(limit -> limit.startsWith("The chosen C, 3, is the largest one tried"));
    }

    private static ProbeSummary probe(List<HNeuron> neurons) {
        return ProbeSummary.of(
                MODEL,
                3,
                0,
                0,
                0,
                0,
                List.of(
                        new Candidate(3, neurons.size(), 0.7, 0.4, 1.1, true),
                        new Candidate(1, 1, 0.6, 0.4, 1.0, false)),
                neurons);
    }

    private static FindReport of(int inFiles, List<EvaluationSet> evaluations) {
        return FindReport.of(
                ReportFixtures.VERSIONS,
                MODEL,
                ReportFixtures.settings(),
                Verdicts.MATCHED,
                List.of(ReportFixtures.file("facts.jsonl", FindReport.TRAINING, inFiles)),
                ReportFixtures.training(),
                List.of(),
                probe(ReportFixtures.probe(MODEL, new Random(1)).neurons()),
                evaluations,
                null,
                List.of());
    }
}
