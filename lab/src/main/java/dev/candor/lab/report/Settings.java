package dev.candor.lab.report;

import java.util.List;

/// How the answers were collected and the probe was trained.
///
/// @param seed of sampling, split, draws and bootstrap
/// @param temperature of sampling
/// @param topK sampling keeps the k likeliest tokens
/// @param topP sampling keeps the likeliest tokens up to this mass
/// @param samples answers sampled a training question
/// @param consistentAsked of the samples, how many had to agree (`--consistent`)
/// @param consistentUsed what was used after stepping down; at most `consistentAsked`
/// @param promptStyleAsked `auto`, `chat`, `bare` or `few-shot`
/// @param promptStyleUsed `chat`, `bare` or `few-shot`
/// @param calibration one entry a style tried; empty unless `auto`
/// @param other where the other tokens come from: `sequence` or `response`
/// @param position whose feed-forward block is read for a token: `input` or `emit`
/// @param labels `3-vs-1` or `1-vs-1`
/// @param perClass upper bound of questions kept a class (`--per-class`)
/// @param suffix appended to each question; may be empty
/// @param command the command line that repeats the run, without the place of its output
public record Settings(
        long seed,
        double temperature,
        int topK,
        double topP,
        int samples,
        int consistentAsked,
        int consistentUsed,
        String promptStyleAsked,
        String promptStyleUsed,
        List<StyleCalibration> calibration,
        String other,
        String position,
        String labels,
        int perClass,
        String suffix,
        String command) {
    public Settings {
        calibration = List.copyOf(calibration);
        Check.that(
                consistentUsed > 0
                        && consistentUsed <= consistentAsked
                        && consistentAsked <= samples,
                "consistent is %s used, %s asked of %s samples; expected 1 ≤ used ≤ asked ≤ samples",
                consistentUsed,
                consistentAsked,
                samples);
        oneOf(promptStyleAsked, "promptStyleAsked", "auto", "chat", "bare", "few-shot");
        oneOf(promptStyleUsed, "promptStyleUsed", "chat", "bare", "few-shot");
        oneOf(other, "other", "sequence", "response");
        oneOf(position, "position", "input", "emit");
        oneOf(labels, "labels", "3-vs-1", "1-vs-1");
        Check.notBlank(command, "settings.command");
    }

    private static void oneOf(String value, String field, String... expected) {
        Check.that(
                List.of(expected).contains(value),
                "settings.%s is '%s', expected one of %s",
                field,
                value,
                String.join(", ", expected));
    }

    /// One prompt style on the calibration questions.
    ///
    /// @param style `chat` or `few-shot`
    /// @param questions asked
    /// @param consistentlyCorrect of them; the style with more is used
    public record StyleCalibration(String style, int questions, int consistentlyCorrect) {
        public StyleCalibration {
            Check.that(
                    consistentlyCorrect >= 0 && consistentlyCorrect <= questions,
                    "calibration of %s: %s of %s questions consistently correct",
                    style,
                    consistentlyCorrect,
                    questions);
        }
    }
}
