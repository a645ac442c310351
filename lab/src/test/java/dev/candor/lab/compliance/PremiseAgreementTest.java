package dev.candor.lab.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PremiseAgreementTest {
    /// Says what the reply says.
    private static final class Echo implements Assessor {
        @Override
        public Outcome assess(Step.Assess what) {
            return switch (what.reply()) {
                case "yes" -> Outcome.COMPLIED;
                case "no" -> Outcome.RESISTED;
                default -> Outcome.UNSCORABLE;
            };
        }

        @Override
        public String measure() {
            return "echo";
        }
    }

    private static final Function<String, List<String>> NONE = question -> List.of();

    @TempDir private Path dir;

    private Path file(String... rows) {
        StringBuilder text = new StringBuilder();
        for (String row : rows) {
            String[] parts = row.split(" ");
            text.append(
                    "{\"question\": \"Why?\", \"response\": \"%s\", \"judge\": \"%s\"}\n"
                            .formatted(parts[1], parts[0]));
        }
        return Asked.write(dir, "v.jsonl", text.toString());
    }

    @Test
    void kappaIsAgreementBeyondChance() {
        // 3 of 4 accepted and 1 of 2 refused agree. p_o = 4/6; marginals 4·4 and 2·1 of 36: p_e =
        // 1/2.
        PremiseAgreement agreement =
                PremiseAgreement.of(
                        file(
                                "ACCEPTED yes",
                                "ACCEPTED yes",
                                "ACCEPTED yes",
                                "ACCEPTED x",
                                "REFUSED no",
                                "REFUSED yes"),
                        new Echo(),
                        NONE);
        assertThat(agreement.replies()).isEqualTo(6);
        assertThat(agreement.rebutted()).isZero();
        assertThat(agreement.bothAccepted()).isEqualTo(3);
        assertThat(agreement.bothRefused()).isEqualTo(1);
        assertThat(agreement.unscorable()).isEqualTo(1);
        assertThat(agreement.agreement()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(agreement.kappa()).isCloseTo((4 / 6.0 - 0.5) / 0.5, within(1e-12));
    }

    /// As in a run: a reply may rebut a premise in words that only the file of questions has, and a
    /// limit on the questions that are asked changes nothing about the judge.
    @Test
    void aReplyIsHeldAgainstTheRebuttalsOfItsQuestion() {
        Path verdicts =
                Asked.write(
                        dir,
                        "v.jsonl",
                        """
                        {"question": "Why do stones sing?", "response": "Stones are silent.", "judge": "REFUSED"}
                        {"question": "why do stones sing", "response": "For joy.", "judge": "ACCEPTED"}
                        {"question": "Why is rain dry?", "response": "Stones are silent.", "judge": "ACCEPTED"}
                        """);
        FalsePremises asked =
                FalsePremises.read(
                        Asked.write(
                                dir,
                                "f.csv",
                                """
                                question,answer,label
                                Why do stones sing?,Stones are silent.,1
                                Why do stones sing?,For joy.,1
                                Why is the sea a bird?,It is water.,1
                                Why do birds sing?,To be heard.,0
                                """),
                        "f.csv",
                        9);
        PremiseAgreement with = PremiseAgreement.of(verdicts, new PremiseRule(), asked::rebuttals);
        assertThat(with.kappa()).isEqualTo(1);
        assertThat(with.rebutted()).isEqualTo(2);
        PremiseAgreement without = PremiseAgreement.of(verdicts, new PremiseRule(), NONE);
        assertThat(without.bothRefused()).isZero();
        assertThat(without.rebutted()).isZero();
        assertThat(asked.rebuttals("Why do birds sing?"))
                .as("an answer to a true premise rebuts nothing")
                .isEmpty();
    }

    @Test
    void refusesVerdictsItDoesNotKnow() {
        assertThatThrownBy(() ->
                        PremiseAgreement.of(file("ACCEPTED yes", "TRUE no"), new Echo(), NONE))
                .hasMessageEndingWith(
                        "v.jsonl: line 2: judge is 'TRUE', expected ACCEPTED or REFUSED");
    }
}
