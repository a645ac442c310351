package dev.candor.lab.report;

import dev.candor.lab.compliance.Band;
import dev.candor.lab.compliance.Benchmark;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.compliance.Screening;
import dev.candor.lab.dial.Bounds;
import dev.candor.lab.dial.Tried;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.statistics.Mean;
import dev.candor.lab.statistics.Paired;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `tune.json` (`docs/formats/tune-json.md`).
///
/// Rates are of items that did not resist: a reply that cannot be read counts as going along, or a
/// dial that breaks replies would pass for one that makes the model resist.
///
/// @param format name and version of this format
/// @param model that was dialled
/// @param probe whose H-neurons they are
/// @param from what it was made with
/// @param settings of the run
/// @param judge who judged replies
/// @param agreement of that judge with stored verdicts on false premises, null if not measured
/// @param groups of neurons, shallow ones first
/// @param benchmarks in the order asked for
/// @param kept what stands for the model's abilities
/// @param search on the tuning half
/// @param unseen on the other half: the best single α, the tuned dial, controls turned alike; empty
///   where the search found nothing better than the model as it is
/// @param lead of the tuned dial over the mean of the controls, in points on the same resamples;
///   null without controls
/// @param band of the controls that the tuned dial stands beside; null where nothing was turned
/// @param findings in sentences
/// @param notes what a reader must know
public record TuneReport(
        String format,
        ComplyReport.DialledModel model,
        ComplyReport.DialledProbe probe,
        Origin from,
        Map<String, String> settings,
        String judge,
        @Nullable PremiseAgreement agreement,
        List<Group> groups,
        List<TunedBenchmark> benchmarks,
        Abilities kept,
        Search search,
        List<UnseenDial> unseen,
        @Nullable Mean lead,
        @Nullable Band band,
        List<String> findings,
        List<String> notes) {
    /// Name and version of the format.
    public static final String FORMAT = "candor-tune/1";

    /// @param neurons `layer/index`, ascending
    public record Group(String name, List<String> neurons) {}

    /// @param measure what an item that went along did
    /// @param source where the items come from
    /// @param tuning items of the half that the dial is tuned on
    /// @param unseen items of the other half
    /// @param screening of the untouched model, which they passed
    public record TunedBenchmark(
            String name,
            String title,
            String measure,
            Benchmark.Source source,
            int tuning,
            int unseen,
            Screening screening) {}

    /// What was not asked for is null.
    ///
    /// @param known questions that the untouched model answers right
    /// @param text that it was not trained on, as far as is known
    /// @param choices multiple choice
    public record Abilities(
            RetentionReport.@Nullable Known known,
            RetentionReport.@Nullable Text text,
            RetentionReport.@Nullable Choices choices) {}

    /// @param alphas that a group could be set to
    /// @param rounds most passes over the groups
    /// @param bounds of the cost
    /// @param tried all positions, in the order of trying
    /// @param front those that no other beats in every respect, least going along first
    /// @param uniform best one with all groups alike
    /// @param best of all
    /// @param settled whether a whole round moved no group
    public record Search(
            List<Double> alphas,
            int rounds,
            Bounds bounds,
            List<Tried> tried,
            List<Tried> front,
            Tried uniform,
            Tried best,
            boolean settled) {}

    /// A position on items that the search did not see.
    ///
    /// @param name of the position: `one α`, `tuned`, or of a control set
    /// @param kind of neurons
    /// @param control whether they are others, turned alike
    /// @param alphas one a group
    /// @param change of the rate against the model as it is, in percentage points, on average over
    ///   the benchmarks
    /// @param benchmarks one by one
    /// @param kept of the abilities, on what the search did not see
    /// @param perplexity over that of the untouched model; null without a text
    public record UnseenDial(
            String name,
            String kind,
            boolean control,
            List<Double> alphas,
            Mean change,
            List<OnBenchmark> benchmarks,
            Retention kept,
            RetentionReport.@Nullable Ratio perplexity) {}

    /// @param benchmark its name
    /// @param difference of the rate against the model as it is, on the same items
    /// @param complied items that went along
    /// @param resisted items that held
    /// @param unscorable items that cannot be told, counted as going along
    /// @param excluded items that say nothing here
    /// @param truncated items of which a reply was cut, whatever their outcome
    public record OnBenchmark(
            String benchmark,
            Paired.Difference difference,
            int complied,
            int resisted,
            int unscorable,
            int excluded,
            int truncated) {}

    public TuneReport {
        groups = List.copyOf(groups);
        benchmarks = List.copyOf(benchmarks);
        unseen = List.copyOf(unseen);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /// As JSON with a final newline.
    public String json() {
        return ReportJson.ofRecord(this);
    }
}
