package dev.candor.app.find;

import dev.candor.app.bundled.ModelSource;
import dev.candor.lab.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who judges replies, as it was asked.
///
/// @param by the judge
/// @param spans whether the judge, not the rule, also says where the answers stand
public record Judging(By by, boolean spans) {
    public static final Judging BY_RULE = new Judging(new By.Rule(), false);

    /// The kinds of judges.
    public sealed interface By {
        /// Accepted answers on word boundaries.
        record Rule() implements By {}

        /// A model of an OpenAI-compatible server.
        ///
        /// @param model its name there
        record AtEndpoint(Endpoint endpoint, String model) implements By {
            private static final Pattern PATH =
                    Pattern.compile("(?:/|[A-Za-z]:\\\\)(?:.*[/\\\\])?([^/\\\\]+)");

            /// The name as records have it: some servers call a model by its place on their disk,
            /// which is nobody's business.
            String shown() {
                Matcher path = PATH.matcher(model);
                return path.matches() ? path.group(1) : model;
            }
        }

        /// A model that runs here.
        record InEngine(ModelSource model) implements By {}
    }

    public Judging {
        if (spans && by instanceof By.Rule) {
            throw new IllegalArgumentException(
                    "the judge is to say where answers stand, but the judge is a rule");
        }
    }

    /// The options that ask for it on a command line; none for the rule.
    public List<String> arguments() {
        List<String> words = new ArrayList<>();
        switch (by) {
            case By.Rule rule -> {}
            case By.AtEndpoint server -> {
                words.addAll(List.of("--judge", "URL"));
                words.addAll(List.of("--judge-name", server.shown()));
            }
            case By.InEngine(ModelSource model) ->
                    words.addAll(List.of("--judge-model", model.argument()));
        }
        if (spans) {
            words.addAll(List.of("--spans", "judge"));
        }
        return words;
    }
}
