package dev.candor.bench;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.export.Dialling;
import dev.candor.app.export.ExportKind;
import dev.candor.app.export.Exporter;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.Gains;
import dev.candor.lab.dial.Dial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs exports in the peer and lays its replies beside ours under gains.
///
/// @param peer folder of llama.cpp's programs
/// @param model a GGUF file
/// @param probe whose H-neurons are turned
/// @param alphas of edited models
/// @param strengths of the adapter
/// @param questions asked
/// @param tokens of each reply
/// @param perplexity of a text; null for none
/// @param work a folder for exports and for what programs say
record ExportsBench(
        Path peer,
        Path model,
        Path probe,
        List<Double> alphas,
        List<Double> strengths,
        List<String> questions,
        int tokens,
        @Nullable PeerPerplexity perplexity,
        int threads,
        Path work,
        PrintWriter progress) {

    List<ExportsReport.Row> run() throws IOException, InterruptedException {
        List<ExportsReport.Row> rows = new ArrayList<>();
        try (LoadedModel loaded =
                LoadedModel.open(new ModelSource.InFile(model), threads, progress::println)) {
            List<int[]> prompts =
                    questions.stream().map(ExportPrompts.prompter(loaded)::prompt).toList();
            DialledReplies ours = new DialledReplies(loaded);
            rows.add(edited(ours, "the model itself", model, 1, prompts));
            for (double alpha : alphas) {
                Path export = work.resolve("edited.gguf");
                export(loaded.model(), Dialling.ofProbe(probe, probe.toString(), alpha), export);
                rows.add(edited(ours, "edited GGUF", export, alpha, prompts));
                Files.delete(export);
            }
            rows.addAll(adapted(ours, prompts));
        }
        return rows;
    }

    private ExportsReport.Row edited(
            DialledReplies ours, String what, Path file, double alpha, List<int[]> prompts)
            throws IOException, InterruptedException {
        List<DialledReplies.Compared> compared;
        try (PeerReplies replies = PeerReplies.start(peer, file, null, threads, work)) {
            compared = compare(ours, replies, prompts, alpha);
        }
        return row(what, alpha, compared, perplexity == null ? null : perplexity.of(file));
    }

    private List<ExportsReport.Row> adapted(DialledReplies ours, List<int[]> prompts)
            throws IOException, InterruptedException {
        List<ExportsReport.Row> rows = new ArrayList<>();
        Path adapter = work.resolve("adapter.gguf");
        Dialling none = Dialling.ofProbe(probe, probe.toString(), null);
        new Exporter(ours.model().model(), none, "bench", ours.model().model().file()::sha256)
                .write(ExportKind.LORA_GGUF, adapter, 0);
        try (PeerReplies replies = PeerReplies.start(peer, model, adapter, threads, work)) {
            for (double strength : strengths) {
                replies.strength(strength);
                double alpha = 1 + strength;
                rows.add(
                        row(
                                "LoRA, strength " + strength,
                                alpha,
                                compare(ours, replies, prompts, alpha),
                                null));
            }
        }
        Files.delete(adapter);
        return rows;
    }

    private List<DialledReplies.Compared> compare(
            DialledReplies ours, PeerReplies theirs, List<int[]> prompts, double alpha)
            throws IOException, InterruptedException {
        Gains gains = Dial.gains(Dialling.ofProbe(probe, probe.toString(), alpha).neurons());
        List<DialledReplies.Compared> compared = new ArrayList<>();
        for (int[] prompt : prompts) {
            int[] reply = ours.withoutEnd(theirs.greedy(prompt, tokens));
            compared.add(ours.compare(prompt, gains, reply, tokens));
        }
        return compared;
    }

    private ExportsReport.Row row(
            String what,
            double alpha,
            List<DialledReplies.Compared> compared,
            PeerPerplexity.@Nullable Found found) {
        progress.printf(
                "%s, alpha %s: %d of %d replies are the same%n",
                what,
                alpha,
                compared.stream().filter(DialledReplies.Compared::isSame).count(),
                compared.size());
        progress.flush();
        return new ExportsReport.Row(what, alpha, compared, found);
    }

    private static void export(Model model, Dialling dialling, Path to) throws IOException {
        new Exporter(model, dialling, "bench", model.file()::sha256)
                .write(ExportKind.GGUF, to, 0.01);
    }
}
