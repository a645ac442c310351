package dev.candor.app.find;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The command line that repeats a run: every option that can change the result, defaults resolved,
/// files by name without their folders. Where the run's own folder is does not belong to it.
final class FindArguments {
    private FindArguments() {}

    static List<String> of(FindOptions options) {
        List<String> words = new ArrayList<>(List.of("find"));
        words.addAll(List.of("--model", options.model().argument()));
        if (options.model().packed()) {
            words.addAll(List.of("--weights", "q8"));
        }
        if (options.labels() != null) {
            words.addAll(List.of("--labels", String.valueOf(options.labels().getFileName())));
        }
        String questions = options.labels() == null ? "--questions" : "--answers";
        options.questions().forEach(source -> words.addAll(List.of(questions, name(source))));
        options.evaluations().forEach(source -> words.addAll(List.of("--eval", name(source))));
        if (!options.format().isEmpty()) {
            words.addAll(List.of("--format", options.format()));
        }
        if (!options.cGrid().isEmpty()) {
            words.addAll(
                    List.of(
                            "--c",
                            options.cGrid().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(","))));
        }
        words.addAll(List.of("--per-class", "" + options.perClass()));
        words.addAll(List.of("--samples", "" + options.samples()));
        words.addAll(List.of("--consistent", "" + options.consistent()));
        words.addAll(List.of("--temperature", "" + options.temperature()));
        words.addAll(List.of("--top-k", "" + options.topK()));
        words.addAll(List.of("--top-p", "" + options.topP()));
        words.addAll(List.of("--max-tokens", "" + options.maxTokens()));
        words.addAll(List.of("--prompt-style", options.promptStyle()));
        words.addAll(List.of("--position", options.position().label()));
        words.addAll(List.of("--other", options.other().label()));
        words.addAll(List.of("--draws", "" + options.draws()));
        words.addAll(List.of("--refits", "" + options.refits()));
        words.addAll(List.of("--agreement", "" + options.agreement()));
        if (!options.texts()) {
            words.add("--without-texts");
        }
        words.addAll(options.judging().arguments());
        if (options.sampler() != null) {
            words.addAll(List.of("--sampler", "URL"));
            if (!options.sampler().checked()) {
                words.add("--sampler-unchecked");
            }
        }
        words.addAll(List.of("--seed", "" + options.seed()));
        return List.copyOf(words);
    }

    private static String name(QuestionSource source) {
        return source.name() + (source.limit() == Integer.MAX_VALUE ? "" : ":" + source.limit());
    }
}
