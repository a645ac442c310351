package dev.candor.guard.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.guard.langchain4j.CandorResponseMetadata;
import dev.candor.guard.live.Guard;
import dev.candor.guard.live.TinyGuard;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.policy.PolicyFile;
import dev.langchain4j.service.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupportBotTest {
    private static final Path MODEL = TinyGuard.model(7);
    private static final Path POLICY =
            Path.of("src/test/resources/dev/candor/guard/example/shop.yaml");
    private static final String WARRANTY = "How long is the warranty on the frame?";
    private static final String HARMLESS = "When do you open?";
    private static final String HELD =
            "What the warranty covers stands in your contract; I would rather not guess.";

    @TempDir Path folder;

    /// @param intercept of the probe: far below 0 makes every answer safe, far above risky
    private Result<String> answer(double intercept, String question) throws IOException {
        Policy policy = PolicyFile.read(POLICY);
        Path probe = TinyGuard.probe(folder, MODEL, intercept);
        try (Guard guard = TinyGuard.guard(MODEL, probe).open()) {
            return SupportBot.assistant(guard, policy).answer(question);
        }
    }

    private static CandorResponseMetadata metadata(Result<String> result) {
        return (CandorResponseMetadata) result.finalResponse().metadata();
    }

    @Test
    void riskyWarrantyIsNotPromised() throws IOException {
        Result<String> result = answer(50, WARRANTY);
        assertThat(result.content()).isEqualTo(HELD);
        assertThat(metadata(result).risk()).isInstanceOf(Risk.Scored.class);
    }

    @Test
    void riskyAnswerAboutSomethingElseGoesOutWithItsRisk() throws IOException {
        Result<String> result = answer(50, HARMLESS);
        assertThat(result.content()).isNotEqualTo(HELD).isNotBlank();
        assertThat(metadata(result).reply().verdict()).isEqualTo("above");
    }

    @Test
    void sureWarrantyIsTold() throws IOException {
        Result<String> result = answer(-50, WARRANTY);
        assertThat(result.content())
                .isNotEqualTo(HELD)
                .isEqualTo(metadata(result).reply().guarded().reply().text());
        assertThat(metadata(result).reply().verdict()).isEqualTo("below");
    }

    @Test
    void programsOfTheReadmeAndOfTheExampleRun() throws IOException {
        Path probe = TinyGuard.probe(folder, MODEL, 50);
        ReadmeProgram.run(MODEL, probe, POLICY);
        SupportBot.main(
                new String[] {
                    MODEL.toString(), probe.toString(), POLICY.toString(), WARRANTY, HARMLESS
                });
    }

    @Test
    void readmeHoldsTheLinesThatAreCompiled() throws IOException {
        String source =
                Files.readString(
                        Path.of("src/test/java/dev/candor/guard/example/ReadmeProgram.java"));
        int from = source.indexOf("        try (Guard");
        String lines = source.substring(from, source.indexOf("\n    }\n", from)).stripIndent();
        assertThat(lines.lines().count()).isLessThanOrEqualTo(10);
        assertThat(Path.of("../README.md"))
                .content()
                .contains("```java\n" + lines + "\n```\n")
                .doesNotContain("\r");
    }
}
