package dev.candor.app.comply;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Everything that decides a run's result, as its `run.json` keeps it: a run goes on only under the
/// settings it began with.
final class ComplySettings {
    private ComplySettings() {}

    /// Setting → value, in the order to show them.
    ///
    /// @param kept what shows whether the dial costs the model its abilities
    /// @param judge who judges replies
    static Map<String, String> of(
            ComplyOptions options,
            String modelSha256,
            List<Bench> benches,
            String kept,
            String judge,
            String version) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("format", "candor-comply-run/1");
        values.put("candor", version);
        values.put("model sha256", modelSha256);
        values.put("probe sha256", options.probeSha256());
        values.put(
                "benchmarks",
                benches.stream().map(Bench::described).collect(Collectors.joining("; ")));
        values.put("alpha", options.alphas().values().toString());
        values.put("controls", options.controls().described());
        values.put("kept", kept);
        values.put("each", options.each() == 0 ? "no" : options.each() + " items");
        values.put(
                "options of a choice",
                switch (options.shown()) {
                    case LISTED -> "listed";
                    case NOT_AT_ALL -> "not shown";
                });
        values.put(
                "max tokens",
                options.maxTokens() == Integer.MAX_VALUE
                        ? "each benchmark's own"
                        : "" + options.maxTokens());
        values.put("judge", judge);
        Path verdicts = options.verdicts();
        values.put("verdicts", verdicts == null ? "none" : "sha256 " + Keeping.hash(verdicts));
        values.put("seed", "" + options.seed());
        return values;
    }
}
