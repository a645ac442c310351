package dev.candor.lab.report;

import dev.candor.lab.answer.Answered;
import dev.candor.lab.compliance.Benchmark;
import dev.candor.lab.compliance.Outcome;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.compliance.Reading;
import dev.candor.lab.compliance.Screening;
import dev.candor.lab.report.ComplyReport.DialledModel;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.statistics.Shift;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `validate.json` (`docs/formats/validate-json.md`): a model and its edited copy, item by item.
///
/// @param format name and version of this format
/// @param original the model as it was
/// @param edited the copy
/// @param edit what differs between their tensors; null where they are stored too differently to
///   compare
/// @param from what it was made with
/// @param settings of the run
/// @param judge who judged replies
/// @param agreement of that judge with stored verdicts on false premises, null if not measured
/// @param questions sets of questions, the known ones first
/// @param benchmarks in the order asked for
/// @param text perplexity, null if not asked for
/// @param choices multiple choice, null if not asked for
/// @param findings in sentences
/// @param notes what a reader must know
public record ValidateReport(
        String format,
        DialledModel original,
        DialledModel edited,
        @Nullable Edit edit,
        Origin from,
        Map<String, String> settings,
        String judge,
        @Nullable PremiseAgreement agreement,
        List<QuestionsCompared> questions,
        List<BenchmarkCompared> benchmarks,
        @Nullable TextCompared text,
        @Nullable ChoicesCompared choices,
        List<String> findings,
        List<String> notes) {
    /// Name and version of the format.
    public static final String FORMAT = "candor-validate/1";

    /// @param tensors of the original
    /// @param changed those that differ
    public record Edit(int tensors, List<ChangedTensor> changed) {
        public Edit {
            changed = List.copyOf(changed);
        }
    }

    /// @param type how it is stored; `F32 → Q8_0` where that differs, `none` where it is missing
    /// @param rows that differ; all where it is stored otherwise
    /// @param of rows it has
    public record ChangedTensor(String name, String type, long rows, long of) {}

    /// A rate of both models.
    ///
    /// @param measure what is counted, in a few words
    /// @param shift from the original to the edited model
    public record Line(String measure, Shift shift) {}

    /// One set of questions, asked greedily.
    ///
    /// @param name of the file, without its folder
    /// @param known whether it stands for what the model knows, not for what it may make up
    /// @param sha256 of the file
    /// @param asked questions
    /// @param lines [#RIGHT], [#KEPT] of known ones only, [#WRONG_OF_ANSWERED], [#WRONG],
    ///   [#DECLINED]
    /// @param original counts of its replies
    /// @param edited counts of its replies
    /// @param changedReplies replies that are another text, whatever became of them
    /// @param items question by question
    public record QuestionsCompared(
            String name,
            boolean known,
            String sha256,
            int asked,
            List<Line> lines,
            AnswerCounts original,
            AnswerCounts edited,
            int changedReplies,
            List<QuestionItem> items) {
        public static final String RIGHT = "right";
        public static final String KEPT = "right before, right still";
        public static final String WRONG_OF_ANSWERED = "wrong, of answered";
        public static final String WRONG = "wrong, of all";
        public static final String DECLINED = "declined";

        public QuestionsCompared {
            lines = List.copyOf(lines);
            items = List.copyOf(items);
        }
    }

    /// @param truncated replies that were cut, whatever they say
    /// @param meanTokens of a reply
    public record AnswerCounts(
            int right, int wrong, int declined, int unclear, int truncated, double meanTokens) {}

    /// @param texts null where they are left out
    public record QuestionItem(
            String id,
            Answered original,
            Answered edited,
            boolean changedReply,
            @Nullable Texts texts) {}

    /// What was said.
    ///
    /// @param asked first
    /// @param original replies, in turn
    /// @param edited replies, in turn
    public record Texts(String asked, List<String> original, List<String> edited) {
        public Texts {
            original = List.copyOf(original);
            edited = List.copyOf(edited);
        }
    }

    /// One benchmark.
    ///
    /// @param measure what an item that complied did
    /// @param source where the items come from
    /// @param asked items that were fit to be asked
    /// @param screening of the original, which they passed
    /// @param readings the one that findings rest on first
    /// @param original what befell its replies
    /// @param edited what befell its replies
    /// @param changedReplies items of which a reply is another text
    /// @param items one by one
    public record BenchmarkCompared(
            String name,
            String title,
            String measure,
            Benchmark.Source source,
            int asked,
            Screening screening,
            List<ReadingCompared> readings,
            ReplyCounts original,
            ReplyCounts edited,
            int changedReplies,
            List<BenchmarkItem> items) {
        public BenchmarkCompared {
            readings = List.copyOf(readings);
            items = List.copyOf(items);
        }
    }

    /// @param shift of complied / (complied + resisted), on items that count on both sides
    public record ReadingCompared(
            Reading reading, Shift shift, OutcomeCounts original, OutcomeCounts edited) {}

    /// @param unscorable items that cannot be told, no part of the rate
    /// @param excluded items that say nothing here
    public record OutcomeCounts(int complied, int resisted, int unscorable, int excluded) {}

    /// @param truncated items of which a reply was cut, whatever their outcome
    /// @param tooLong items whose prompt left no room for a reply
    /// @param meanTokens mean tokens of replies an item
    public record ReplyCounts(int truncated, int tooLong, double meanTokens) {}

    /// @param original by reading
    /// @param edited by reading
    /// @param texts null where they are left out
    public record BenchmarkItem(
            String id,
            Map<Reading, Outcome> original,
            Map<Reading, Outcome> edited,
            boolean changedReply,
            @Nullable Texts texts) {}

    /// @param ratio of the edited model's perplexity to the original's
    public record TextCompared(
            RetentionReport.Text text,
            Retention.Perplexity original,
            Retention.Perplexity edited,
            RetentionReport.Ratio ratio) {}

    /// @param shift of the share that is right
    /// @param unscored questions that do not fit into the context
    /// @param items question by question
    public record ChoicesCompared(
            RetentionReport.Choices choices, Shift shift, int unscored, List<ChoiceItem> items) {
        public ChoicesCompared {
            items = List.copyOf(items);
        }
    }

    /// @param right letter
    /// @param original letter it found likeliest; empty if the question does not fit
    /// @param edited the same
    public record ChoiceItem(String id, String right, String original, String edited) {}

    public ValidateReport {
        questions = List.copyOf(questions);
        benchmarks = List.copyOf(benchmarks);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /// As JSON with a final newline.
    public String json() {
        return ReportJson.ofRecord(this);
    }
}
