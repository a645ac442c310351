package dev.candor.lab.report;

import dev.candor.lab.contribution.Position;
import dev.candor.lab.origin.OriginResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `origin.json` (`docs/formats/origin-json.md`).
///
/// @param format name and version of this format
/// @param base the model before tuning
/// @param instruct the model after it
/// @param probe whose neurons they are
/// @param weights neurons with any weight in the probe: the score rests on all of them
/// @param position which position of the forward pass speaks for a token, `input` or `emit`
/// @param from what it was made with
/// @param settings of the run
/// @param judge who judged replies
/// @param questions where they come from
/// @param result what was measured
/// @param findings in sentences
/// @param notes what a reader must know
public record OriginReport(
        String format,
        ComplyReport.DialledModel base,
        ComplyReport.DialledModel instruct,
        ComplyReport.DialledProbe probe,
        int weights,
        String position,
        Origin from,
        Map<String, String> settings,
        String judge,
        List<QuestionsOf> questions,
        OriginResult result,
        List<String> findings,
        List<String> notes) {
    /// Name and version of the format.
    public static final String FORMAT = "candor-origin/1";

    /// @param name of the file
    /// @param sha256 of the file
    /// @param use what the questions are for
    /// @param questions taken of it
    public record QuestionsOf(String name, String sha256, String use, int questions) {}

    public OriginReport {
        questions = List.copyOf(questions);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /// Adds findings and notes to what was measured.
    ///
    /// @param madeOn the model that the probe was made on, null if it is `instruct`
    public static OriginReport of(
            ComplyReport.DialledModel base,
            ComplyReport.DialledModel instruct,
            ComplyReport.DialledProbe probe,
            int weights,
            Position position,
            Origin from,
            Map<String, String> settings,
            List<QuestionsOf> questions,
            OriginResult result,
            @Nullable String madeOn) {
        List<String> notes =
                madeOn == null
                        ? List.of()
                        : List.of(
                                "The probe was made on another model, %s: its neurons are taken here by their places."
                                        .formatted(madeOn));
        return new OriginReport(
                FORMAT,
                base,
                instruct,
                probe,
                weights,
                position.label(),
                from,
                settings,
                "rule",
                questions,
                result,
                OriginFindings.of(result, probe, position),
                notes);
    }

    /// Whether either model is the bundled test model.
    public boolean ofBundledModel() {
        return base.bundled() || instruct.bundled();
    }

    /// As JSON with a final newline.
    public String json() {
        return ReportJson.ofRecord(this);
    }
}
