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
        sections.limits();
        sections.reproduce();
        return sections.html;
    }

    private void data() {
        html.section("data", "Data");
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
        html.endSection();
    }

    private void settings() {
        ModelSummary model = report.model();
        Settings settings = report.settings();
        html.section("settings", "Model and settings");
        html.add("<dl class=\"facts\">");
        html.fact("Model", model.title());
        html.fact("Family", model.family());
        html.fact(
                "Neurons",
                "%s layers × %s = %s"
                        .formatted(
                                model.layers(),
                                Numbers.count(model.ffn()),
                                Numbers.count(model.neurons())));
        html.fact(
                "Stored as",
                model.parameterTypes().stream()
                        .map(type ->
                                "%s (%s)"
                                        .formatted(
                                                type.type(),
                                                Numbers.counted(type.tensors(), "tensor")))
                        .collect(Collectors.joining(", ")));
        html.fact(
                "Sampling",
                "%s, temperature %s, top-k %s, top-p %s, seed %s"
                        .formatted(
                                Numbers.counted(settings.samples(), "sample"),
                                Numbers.plain(settings.temperature()),
                                settings.topK(),
                                Numbers.plain(settings.topP()),
                                settings.seed()));
        html.fact("Consistent", consistent(settings));
        html.fact("Prompt style", promptStyle(settings));
        html.fact(
                "Suffix",
                settings.suffix().isBlank() ? "none" : "“" + settings.suffix().strip() + "”");
        html.fact(
                "Training",
                "%s%s, %s position, up to %s questions a class"
                        .formatted(
                                settings.labels(),
                                settings.labels().equals("1-vs-1")
                                        ? ""
                                        : ", other tokens of the " + settings.other(),
                                settings.position(),
                                Numbers.count(settings.perClass())));
        html.add("</dl>");
        html.endSection();
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
        html.section(
                "reproduce",
                "How to reproduce",
                "With Candor %s on Java %s, this command and files of the same SHA-256 give the same"
                                .formatted(report.versions().candor(), report.versions().java())
                        + " numbers on a machine of the same kind; “candor reproduce”, given the folder"
                        + " of this page, repeats the run and says what differs.");
        html.add("<pre tabindex=\"0\"><code>%s</code></pre>", report.settings().command());
        html.add("<dl class=\"hashes\">");
        html.fact(report.model().name(), report.model().sha256());
        report.dataFiles().forEach(file -> html.fact(file.name(), file.sha256()));
        html.add("</dl>");
        html.endSection();
    }

    private void limits() {
        html.section("limits", "What this does not show");
        if (!report.warnings().isEmpty()) {
            html.add("<h3>Went differently from what was asked</h3>");
            list(report.warnings());
            html.add("<h3>Limits</h3>");
        }
        list(report.limits());
        html.endSection();
    }

    private void list(List<String> sentences) {
        html.add("<ul>");
        sentences.forEach(sentence -> html.add("<li>%s</li>", sentence));
        html.add("</ul>");
    }
}
