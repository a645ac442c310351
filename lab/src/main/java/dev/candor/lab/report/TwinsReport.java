package dev.candor.lab.report;

import dev.candor.lab.origin.TwinsResult;
import java.util.List;
import java.util.Map;

/// `twins.json` (`docs/formats/twins-json.md`).
///
/// @param format name and version of this format
/// @param a one model
/// @param b the other
/// @param probeA made on `a`
/// @param probeB made on `b`
/// @param from what it was made with
/// @param settings of the run
/// @param judge who judged replies
/// @param questions where they come from
/// @param result what was measured
/// @param findings in sentences
/// @param notes what a reader must know
public record TwinsReport(
        String format,
        ComplyReport.DialledModel a,
        ComplyReport.DialledModel b,
        ComplyReport.DialledProbe probeA,
        ComplyReport.DialledProbe probeB,
        Origin from,
        Map<String, String> settings,
        String judge,
        List<OriginReport.QuestionsOf> questions,
        TwinsResult result,
        List<String> findings,
        List<String> notes) {
    /// Name and version of the format.
    public static final String FORMAT = "candor-twins/1";

    public TwinsReport {
        questions = List.copyOf(questions);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /// Adds findings to what was measured.
    public static TwinsReport of(
            ComplyReport.DialledModel a,
            ComplyReport.DialledModel b,
            ComplyReport.DialledProbe probeA,
            ComplyReport.DialledProbe probeB,
            Origin from,
            Map<String, String> settings,
            List<OriginReport.QuestionsOf> questions,
            TwinsResult result,
            List<String> notes) {
        return new TwinsReport(
                FORMAT,
                a,
                b,
                probeA,
                probeB,
                from,
                settings,
                "rule",
                questions,
                result,
                TwinsFindings.of(result),
                notes);
    }

    /// As JSON with a final newline.
    public String json() {
        return ReportJson.ofRecord(this);
    }
}
