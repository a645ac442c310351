package dev.candor.app.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.endpoint.Endpoint;
import dev.candor.lab.endpoint.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgingTest {
    private static Judging.By.AtEndpoint server(String model) {
        Endpoint endpoint =
                new Endpoint(Endpoint.parse("http://localhost:8080"), null, Patience.DEFAULT);
        return new Judging.By.AtEndpoint(endpoint, model);
    }

    /// llama-server names a model by the path it was started with.
    @ParameterizedTest
    @CsvSource({
        "gpt-4o, gpt-4o",
        "Qwen/Qwen2.5-7B-Instruct, Qwen/Qwen2.5-7B-Instruct",
        "/home/someone/models/judge.gguf, judge.gguf",
        "/judge.gguf, judge.gguf",
        "C:\\models\\judge.gguf, judge.gguf"
    })
    void recordsNameAModelWithoutItsPlaceOnAServersDisk(String model, String shown) {
        Judging judging = new Judging(server(model), false);
        assertThat(judging.arguments()).containsExactly("--judge", "URL", "--judge-name", shown);
        assertThat(new EndpointRespondent(server(model)).described())
                .isEqualTo("endpoint localhost:8080, model " + shown);
    }

    @Test
    void theRuleNeedsNoOptionAndFindsNoSpansForOthers() {
        assertThat(Judging.BY_RULE.arguments()).isEmpty();
        assertThat(new Judging(server("m"), true).arguments()).endsWith("--spans", "judge");
        assertThatThrownBy(() -> new Judging(new Judging.By.Rule(), true))
                .hasMessageContaining("the judge is a rule");
    }
}
