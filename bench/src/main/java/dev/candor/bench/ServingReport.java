package dev.candor.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Serving beside the peer, with all that is needed to take it again.
///
/// @param loadBefore load average before the first round, as [Machine#load] gives it
/// @param seconds of a round
/// @param ours a round each
/// @param peer a round each; empty without a peer
/// @param peerAbout version, and the build of its CPU code that it loaded; null without a peer
/// @param peerCommand as typed in its folder; null without a peer
record ServingReport(
        Machine machine,
        String model,
        int threads,
        int clients,
        int seconds,
        int maxTokens,
        double loadBefore,
        double loadAfter,
        List<ServingRound> ours,
        List<ServingRound> peer,
        @Nullable String peerAbout,
        @Nullable String peerCommand) {

    /// Requests of ours that were lost.
    int errors() {
        return ours.stream().mapToInt(ServingRound::errors).sum();
    }

    String json() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
    }

    String markdown() {
        ReportText text = new ReportText();
        text.machine(machine, loadBefore, loadAfter);
        text.line(
                "Model: %s, %d threads. %d clients for %d s a round, %d tokens at most. Peer: %s.",
                model,
                threads,
                clients,
                seconds,
                maxTokens,
                peerAbout == null ? "none" : peerAbout);
        text.line(
                "Median (range) of %d rounds, ours and the peer in turn; ours with the risk of every"
                        + " token:",
                ours.size());
        text.line("");
        text.line("| | ours | llama-server | ours ÷ llama-server |");
        text.line("|---|---|---|---|");
        row(text, "tokens/s", 1, ServingRound::tokensPerSecond);
        row(text, "replies/s", 2, ServingRound::requestsPerSecond);
        row(text, "first token, p50, ms", 0, round -> round.first().p50());
        row(text, "first token, p95, ms", 0, round -> round.first().p95());
        row(text, "time per token, p50, ms", 1, round -> round.token().p50());
        row(text, "time per token, p95, ms", 1, round -> round.token().p95());
        row(text, "gap, p95, ms", 1, round -> round.gap().p95());
        row(text, "requests", 0, ServingRound::requests);
        row(text, "errors", 0, ServingRound::errors);
        text.line("");
        text.line(
                "Checksum of the first %d replies, by round: ours %s; llama-server %s.",
                clients, checksums(ours), checksums(peer));
        problems(text, "ours", ours);
        problems(text, "llama-server", peer);
        if (peerCommand != null) {
            text.peerCommands(List.of(peerCommand));
        }
        return text.toString();
    }

    private void row(
            ReportText text, String name, int digits, ToDoubleFunction<ServingRound> value) {
        List<Double> own = values(ours, value);
        List<Double> others = values(peer, value);
        text.line(
                "| %s | %s | %s | %s |",
                name,
                Spread.of(own).text(digits),
                others.isEmpty() ? "" : Spread.of(others).text(digits),
                others.isEmpty() || digits == 0 && name.indexOf(',') < 0
                        ? ""
                        : Spread.of(ratios(own, others)).text(2));
    }

    private static List<Double> values(
            List<ServingRound> rounds, ToDoubleFunction<ServingRound> value) {
        return rounds.stream().map(value::applyAsDouble).toList();
    }

    /// Round by round: what disturbs the machine for longer than a round disturbs both.
    private static List<Double> ratios(List<Double> own, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i) / others.get(i));
        }
        return ratios;
    }

    private static String checksums(List<ServingRound> rounds) {
        return rounds.isEmpty()
                ? "none"
                : String.join(
                        ", ", rounds.stream().map(each -> "`" + each.checksum() + "`").toList());
    }

    private static void problems(ReportText text, String who, List<ServingRound> rounds) {
        rounds.stream()
                .flatMap(round -> round.problems().stream())
                .distinct()
                .forEach(problem -> text.line("Error of %s: %s", who, problem));
    }
}
