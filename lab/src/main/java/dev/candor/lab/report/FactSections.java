package dev.candor.lab.report;

import java.util.List;
import java.util.stream.Collectors;

/// The end of the page: data, settings, how to repeat the run, and what it does not show.
final class FactSections {
    private final FindReport report;
    private final Html html = new Html();

    private FactSections(FindReport report) {
        this.report = report;
    }

    static Html of(FindReport report) {
        FactSections sections = new FactSections(report);
        sections.data();
        sections.settings();
        sections.reproduce();
        sections.limits();
        return sections.html;
    }

    private void data() {
        open("data", "Data");
        html.table(
                "Files of questions",
                List.of("File", "Set", "Format", "#Questions", "#Bad lines", "#Duplicates"),
                report.dataFiles().stream()
                        .map(file ->
                                List.of(
                                        file.name(),
                                        file.set(),
                                        file.format(),
                                        Numbers.count(file.questions()),
                                        Numbers.count(file.skippedLines()),
                                        Numbers.count(file.duplicates())))
                        .toList());
        close();
    }

    private void settings() {
        ModelSummary model = report.model();
        Settings settings = report.settings();
        open("settings", "Model and settings");
        html.add("<dl class=\"facts\">");
        fact("Model", model.name());
        fact("Family", model.family());
        fact(
                "Neurons",
                "%s layers × %s = %s"
                        .formatted(
                                model.layers(),
                                Numbers.count(model.ffn()),
                                Numbers.count(model.neurons())));
        fact(
                "Stored as",
                model.parameterTypes().stream()
                        .map(type ->
                                "%s (%s)"
                                        .formatted(
                                                type.type(),
                                                Numbers.counted(type.tensors(), "tensor")))
                        .collect(Collectors.joining(", ")));
        fact(
                "Sampling",
                "%s, temperature %s, top-k %s, top-p %s, seed %s"
                        .formatted(
                                Numbers.counted(settings.samples(), "sample"),
                                Numbers.plain(settings.temperature()),
                                settings.topK(),
                                Numbers.plain(settings.topP()),
                                settings.seed()));
        fact("Consistent", consistent(settings));
        fact("Prompt style", promptStyle(settings));
        fact(
                "Suffix",
                settings.suffix().isBlank() ? "none" : "“" + settings.suffix().strip() + "”");
        fact(
                "Training",
                "%s, other tokens of the %s, %s position, up to %s questions a class"
                        .formatted(
                                settings.labels(),
                                settings.other(),
                                settings.position(),
                                Numbers.count(settings.perClass())));
        fact(
                "Computed by",
                "Candor %s on Java %s"
                        .formatted(report.versions().candor(), report.versions().java()));
        html.add("</dl>");
        close();
    }

    private static String consistent(Settings settings) {
        String used = "%s of %s".formatted(settings.consistentUsed(), settings.samples());
        return settings.consistentUsed() == settings.consistentAsked()
                ? used
                : used + ", stepped down from " + settings.consistentAsked();
    }

    private static String promptStyle(Settings settings) {
        if (settings.calibration().isEmpty()) {
            return settings.promptStyleUsed();
        }
        return settings.promptStyleUsed()
                + settings.calibration().stream()
                        .map(style ->
                                "%s %s of %s"
                                        .formatted(
                                                style.style(),
                                                style.consistentlyCorrect(),
                                                style.questions()))
                        .collect(
                                Collectors.joining(
                                        ", ", ", by calibration (consistently correct: ", ")"));
    }

    private void reproduce() {
        open("reproduce", "Repeat this run");
        html.add("<pre tabindex=\"0\"><code>%s</code></pre>", report.settings().command());
        html.add("<p class=\"how\">The same files have these SHA-256 hashes:</p>");
        html.add("<dl class=\"hashes\">");
        fact(report.model().name(), report.model().sha256());
        report.dataFiles().forEach(file -> fact(file.name(), file.sha256()));
        html.add("</dl>");
        close();
    }

    private void limits() {
        open("limits", "What this does not show");
        if (!report.warnings().isEmpty()) {
            html.add("<h3>Went differently from what was asked</h3>");
            list(report.warnings());
            html.add("<h3>Limits</h3>");
        }
        list(report.limits());
        close();
    }

    private void list(List<String> sentences) {
        html.add("<ul>");
        sentences.forEach(sentence -> html.add("<li>%s</li>", sentence));
        html.add("</ul>");
    }

    private void fact(String name, String value) {
        html.add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
    }

    private void open(String id, String title) {
        html.add("<section id=\"%s\" aria-labelledby=\"%s-title\">", id, id);
        html.add("<h2 id=\"%s-title\">%s</h2>", id, title);
    }

    private void close() {
        html.add("</section>");
    }
}
