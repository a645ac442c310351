package dev.candor.app.comply;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.QuestionSource;
import java.util.List;

/// What a run of `validate` is asked for.
///
/// @param model the original
/// @param edited its edited copy
/// @param questions sets that a model may make answers up to, beside the known ones of `measure`
/// @param texts whether the result holds what was asked and said
/// @param measure what is asked of both
public record ValidateOptions(
        ModelSource model,
        ModelSource edited,
        List<QuestionSource> questions,
        boolean texts,
        MeasureOptions measure) {
    public ValidateOptions {
        questions = List.copyOf(questions);
    }

    /// Whether nothing is to be measured.
    public boolean isNothing() {
        return questions.isEmpty() && measure.benches().isEmpty() && measure.keeping().isNothing();
    }
}
