package dev.candor.engine.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What llama.cpp said about a real model, recorded by `scripts/record-logits.py`.
///
/// @param peer its version
/// @param model file name
/// @param sha256 of the model file
record RecordedModel(String peer, String model, String sha256, List<Prompt> prompts) {
    /// One prompt and what follows it.
    ///
    /// @param tokens of the text, with BOS
    /// @param topIds the likeliest next tokens, falling
    /// @param topLogProbabilities their ln p
    /// @param greedy the likeliest continuation; ends before its length with EOS only
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Prompt(
            String text, int[] tokens, int[] topIds, double[] topLogProbabilities, int[] greedy) {

        /// The spread of the recorded log-probabilities.
        double spread() {
            return topLogProbabilities[0] - topLogProbabilities[topIds.length - 1];
        }
    }

    static RecordedModel read(Path file) throws IOException {
        try (InputStream json = Files.newInputStream(file)) {
            return JsonMapper.shared().readValue(json, RecordedModel.class);
        }
    }
}
