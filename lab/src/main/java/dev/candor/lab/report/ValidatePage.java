package dev.candor.lab.report;

import dev.candor.lab.report.Contents.Link;
import dev.candor.lab.report.ValidateLines.Shown;
import dev.candor.lab.report.ValidateReport.AnswerCounts;
import dev.candor.lab.report.ValidateReport.BenchmarkCompared;
import dev.candor.lab.report.ValidateReport.ChangedTensor;
import dev.candor.lab.report.ValidateReport.ChoicesCompared;
import dev.candor.lab.report.ValidateReport.Edit;
import dev.candor.lab.report.ValidateReport.OutcomeCounts;
import dev.candor.lab.report.ValidateReport.QuestionsCompared;
import dev.candor.lab.report.ValidateReport.ReadingCompared;
import dev.candor.lab.report.ValidateReport.ReplyCounts;
import dev.candor.lab.report.ValidateReport.TextCompared;
import dev.candor.lab.statistics.Shift;
import dev.candor.lab.statistics.Slope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page of one run of `candor validate`: what an edit of a model's neurons did, held against
/// the model as it was. It runs no script.
public final class ValidatePage {
    private static final List<Link> CONTENTS =
            List.of(
                    new Link("rates", "Differences"),
                    new Link("questions", "Replies to questions"),
                    new Link("benchmarks", "Benchmarks"),
                    new Link("kept", "Perplexity"),
                    new Link("items", "What flipped"),
                    new Link("edit", "The edit"),
                    new Link("limits", "What this does not show"),
                    new Link("made", "How it was made"));

    private ValidatePage() {}

    /// The whole page; equal reports give equal pages.
    public static String render(ValidateReport report) {
        Html sections =
                new Html()
                        .add(rates(report))
                        .add(questions(report))
                        .add(benchmarks(report))
                        .add(kept(report))
                        .add(FlippedSection.of(report))
                        .add(edit(report))
                        .add(limits(report))
                        .add(made(report));
        return Page.of(
                "Candor · " + report.edited().name() + " against " + report.original().name(),
                new Html().add(head(report)).add(Contents.of(CONTENTS, sections)),
                sections,
                Resources.own("comply.css"));
    }

    private static Html head(ValidateReport report) {
        Html html = new Html().add("<header>");
        html.add(
                "<p class=\"brand\"><strong>Candor</strong> <span>%s, edited: %s</span></p>",
                report.original().name(), report.edited().name());
        html.add("<h1>%s</h1>", headline(report));
        html.add("<ul class=\"details\">");
        report.findings().forEach(finding -> html.add("<li>%s</li>", finding));
        html.add("</ul></header>");
        return html.add(figures(report));
    }

    private static Html figures(ValidateReport report) {
        Html html = new Html().add("<dl class=\"figures\">");
        @Nullable Edit edit = report.edit();
        if (edit != null) {
            html.figure(
                    "Tensors that differ",
                    Numbers.count(edit.changed().size()),
                    "of " + Numbers.count(edit.tensors()));
        }
        html.figure(
                "Replies of another text",
                Numbers.count(ValidateFindings.changed(report)),
                "of " + Numbers.count(ValidateFindings.replies(report)));
        return html.add("</dl>");
    }

    private static String headline(ValidateReport report) {
        List<Shown> main = ValidateLines.of(report).stream().filter(Shown::main).toList();
        long moved = main.stream().filter(line -> line.shift().excludesZero()).count();
        if (main.isEmpty()) {
            return "The edited model beside the original";
        }
        return moved == 0
                ? "The edit moves none of %s clearly"
                        .formatted(Numbers.counted(main.size(), "rate"))
                : "The edit clearly moves %s of %s"
                        .formatted(Numbers.count(moved), Numbers.counted(main.size(), "rate"));
    }

    private static Html rates(ValidateReport report) {
        List<Shown> lines = ValidateLines.of(report);
        Html html = new Html();
        if (lines.isEmpty()) {
            return html;
        }
        html.section(
                "rates",
                "Differences",
                "By how many percentage points a rate of the edited model differs from the original's,"
                        + " on the same items, with 95% intervals that resample items with both their replies."
                        + " Items are those that count for both models; began and ceased, those of them that"
                        + " changed.");
        html.add(
                new SlopeTable(
                                "Differences between the models",
                                "percentage points",
                                List.of(
                                        "Rate",
                                        "Points",
                                        "Original",
                                        "Edited",
                                        "Items",
                                        "Began to",
                                        "Ceased to",
                                        "p (McNemar)"),
                                lines.stream().map(ValidatePage::row).toList(),
                                Double.NaN,
                                Double.NaN)
                        .html());
        html.note(
                "Wrong, of answered: wrong / (right + wrong), each model over what it answered, so that a"
                        + " model that learns to decline is seen to. Wrong, of all: wrong / asked. To decline"
                        + " is no answer; any answer to a question that nobody can answer is wrong.");
        return html.endSection();
    }

    private static SlopeTable.Row row(Shown line) {
        Shift shift = line.shift();
        return new SlopeTable.Row(
                line.set() + ": " + line.measure(),
                line.main(),
                new Slope(shift.points(), shift.interval()),
                List.of(
                        Numbers.percent(shift.before().rate(), 1),
                        Numbers.percent(shift.after().rate(), 1),
                        Numbers.count(shift.both()),
                        Numbers.count(shift.test().gained()),
                        Numbers.count(shift.test().lost()),
                        ComplyNumbers.p(shift.test().pValue())));
    }

    private static Html questions(ValidateReport report) {
        Html html = new Html();
        if (report.questions().isEmpty()) {
            return html;
        }
        html.section("questions", "Replies to questions", "Greedy replies to the same prompts.");
        List<List<String>> rows = new ArrayList<>();
        for (QuestionsCompared set : report.questions()) {
            rows.add(row(set, "original", set.original()));
            rows.add(row(set, "edited", set.edited()));
        }
        html.table(
                "Replies to questions",
                List.of(
                        "Questions",
                        "Model",
                        "#Right",
                        "#Wrong",
                        "#Declined",
                        "#Unclear",
                        "#Truncated",
                        "#Tokens a reply",
                        "#Another text"),
                rows);
        return html.endSection();
    }

    private static List<String> row(QuestionsCompared set, String model, AnswerCounts counts) {
        return Html.row(
                set.name(),
                model,
                counts.right(),
                counts.wrong(),
                counts.declined(),
                counts.unclear(),
                counts.truncated(),
                Numbers.decimals(counts.meanTokens(), 1),
                model.equals("edited") ? Numbers.count(set.changedReplies()) : "");
    }

    private static Html benchmarks(ValidateReport report) {
        Html html = new Html();
        if (report.benchmarks().isEmpty()) {
            return html;
        }
        html.section(
                "benchmarks",
                "Benchmarks",
                "What cannot be scored is no part of a rate: a model whose replies cannot be read must"
                        + " not pass for one that resists.");
        List<List<String>> rows = new ArrayList<>();
        for (BenchmarkCompared benchmark : report.benchmarks()) {
            for (ReadingCompared reading : benchmark.readings()) {
                rows.add(row(benchmark, reading, "original", reading.original()));
                rows.add(row(benchmark, reading, "edited", reading.edited()));
            }
        }
        html.table(
                "Outcomes on the benchmarks",
                List.of(
                        "Benchmark",
                        "Read by",
                        "Model",
                        "#Went along",
                        "#Resisted",
                        "#Unscorable",
                        "#Excluded",
                        "#Truncated",
                        "#Too long",
                        "#Tokens",
                        "#Another text"),
                rows);
        return html.endSection();
    }

    private static List<String> row(
            BenchmarkCompared benchmark,
            ReadingCompared reading,
            String model,
            OutcomeCounts counts) {
        boolean edited = model.equals("edited");
        ReplyCounts replies = edited ? benchmark.edited() : benchmark.original();
        return Html.row(
                benchmark.title(),
                reading.reading().label(),
                model,
                counts.complied(),
                counts.resisted(),
                counts.unscorable(),
                counts.excluded(),
                replies.truncated(),
                replies.tooLong(),
                Numbers.decimals(replies.meanTokens(), 1),
                edited ? Numbers.count(benchmark.changedReplies()) : "");
    }

    private static Html kept(ValidateReport report) {
        Html html = new Html();
        @Nullable TextCompared text = report.text();
        if (text == null) {
            return html;
        }
        html.section(
                "kept", "Perplexity of a text", "Below 1 the edited model foretells it better.");
        html.table(
                "Perplexity",
                List.of("Text", "#Pieces", "#Tokens", "#Original", "#Edited", "#Edited / original"),
                List.of(
                        Html.row(
                                text.text().name(),
                                text.text().pieces(),
                                text.original().tokens(),
                                Numbers.decimals(text.original().value(), 3),
                                Numbers.decimals(text.edited().value(), 3),
                                ValidateFindings.ratio(text.ratio()))));
        return html.endSection();
    }

    private static Html edit(ValidateReport report) {
        Html html = new Html();
        @Nullable Edit edit = report.edit();
        if (edit == null) {
            return html;
        }
        html.section(
                "edit",
                "The edit",
                "%s of %s differ between the files."
                        .formatted(
                                Numbers.count(edit.changed().size()),
                                Numbers.counted(edit.tensors(), "tensor")));
        List<List<String>> rows = new ArrayList<>();
        for (ChangedTensor tensor : edit.changed()) {
            rows.add(
                    Html.row(
                            tensor.name(),
                            tensor.type(),
                            Numbers.count(tensor.rows()),
                            Numbers.count(tensor.of())));
        }
        html.table("Tensors that differ", List.of("Tensor", "Type", "#Rows", "#Of"), rows);
        return html.endSection();
    }

    private static Html limits(ValidateReport report) {
        Html html = new Html().section("limits", "What this does not show");
        html.add("<ul>");
        if (report.original().bundled()) {
            html.add(
                    "<li>The original is the bundled test model, trained on a world the project made up:"
                            + " what holds in it need not hold in the models people use.</li>");
        }
        int rates = ValidateLines.of(report).size();
        List.of(
                        "Of %s rates with 95%% intervals one in twenty would be clear of zero by chance: a single clear difference among many is weak evidence."
                                .formatted(Numbers.count(rates)),
                        "There is no control here: whether other neurons, edited alike, would have done the same is asked by candor comply.",
                        "Intervals come from resampling items. Another prompt or seed is not in them.",
                        "Judges err. A rule goes by words; where its errors depend on how a model puts things, they look like an effect.",
                        "Fewer wrong answers are no cure for hallucination if more questions are declined: look at both, and at what is still right.")
                .forEach(limit -> html.add("<li>%s</li>", limit));
        report.notes().forEach(note -> html.add("<li>%s</li>", note));
        return html.add("</ul>").endSection();
    }

    private static Html made(ValidateReport report) {
        Html html = new Html().section("made", "How it was made");
        html.add(MadeFacts.settings(report.judge(), report.settings(), report.from()));
        html.add("<h3>SHA-256</h3><dl class=\"hashes\">");
        html.fact(report.original().name() + ", the original", report.original().sha256());
        html.fact(report.edited().name() + ", the edited model", report.edited().sha256());
        html.fact("Candor’s classes", report.from().code());
        report.questions().forEach(set -> html.fact(set.name(), set.sha256()));
        report.benchmarks()
                .forEach(each -> html.fact(each.source().name(), each.source().sha256()));
        @Nullable TextCompared text = report.text();
        @Nullable ChoicesCompared choices = report.choices();
        html.add(
                MadeFacts.kept(
                        null,
                        text == null ? null : text.text(),
                        choices == null ? null : choices.choices()));
        return html.add("</dl>").endSection();
    }
}
