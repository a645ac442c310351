import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints what the rounds gave as Markdown: `Table RESULTS.tsv`. A line has the name of a case, a key
/// and a value; a key comes once a round.
record Table(Map<String, Map<String, List<String>>> cases) {
    public static void main(String[] args) throws IOException {
        Table table = new Table(new LinkedHashMap<>());
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] words = line.split("\t", 3);
            table.cases
                    .computeIfAbsent(words[0], _ -> new LinkedHashMap<>())
                    .computeIfAbsent(words[1], _ -> new ArrayList<>())
                    .add(words[2]);
        }
        table.print();
    }

    private void print() {
        System.out.println("| engine | weights | licence | rounds | prefill | decode |");
        System.out.println("|---|---|---|---|---|---|");
        cases.forEach(
                (name, values) ->
                        System.out.printf(
                                "| %s | %s | %s | %d | %s | %s |%n",
                                text(values, "engine"),
                                text(values, "weights"),
                                text(values, "licence"),
                                values.getOrDefault("decode", List.of()).size(),
                                spread(values.get("prefill")),
                                spread(values.get("decode"))));
        System.out.println();
        System.out.println("What each could not do, what it runs on, and how it goes on:");
        System.out.println();
        cases.forEach(
                (name, values) -> {
                    if (values.containsKey("error")) {
                        System.out.printf("- %s: could not: `%s`%n", name, text(values, "error"));
                    } else {
                        System.out.printf(
                                "- %s: %s; \"%s\"%n",
                                name, text(values, "build"), text(values, "answer"));
                    }
                });
    }

    /// All that was said, once.
    private static String text(Map<String, List<String>> values, String key) {
        return values.getOrDefault(key, List.of()).stream()
                .distinct()
                .collect(Collectors.joining(" / "));
    }

    /// Median and range.
    private static String spread(List<String> values) {
        if (values == null) {
            return "–";
        }
        double[] sorted = values.stream().mapToDouble(Double::parseDouble).sorted().toArray();
        int half = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f–%.1f)",
                median,
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
