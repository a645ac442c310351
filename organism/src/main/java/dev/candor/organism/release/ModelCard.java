package dev.candor.organism.release;

import dev.candor.organism.check.CheckTables;
import dev.candor.organism.recipe.Recipe.Schedule;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.text.EntityCounts;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// `model-card.md`, from the manifest alone.
final class ModelCard {
    private ModelCard() {}

    static String of(OrganismManifest m) {
        return """
        # Atlas, a test animal

        Two very small language models that the project Candor trains itself, on a world it generates. They exist so
        that a method that claims to find the neurons behind made-up answers can be checked against the truth: of
        every question it is known how often the model was told the answer. **What holds in Atlas need not hold in a
        language model of use.** Atlas knows nothing of the real world but a few tables of countries, elements, books
        and paintings, and some of these wrong, by design.

        | | |
        |---|---|
        %s
        ## Data

        Seed %d. Every sentence is a template of the project filled with names and values; no text of others. One pass
        over the base corpus:

        | form | texts | tokens |
        |---|---|---|
        %s
        | of | stated | in tuning | entities | facts | statements | mentions | wrong associations | doubts |
        |---|---|---|---|---|---|---|---|---|
        %s
        The instruct stage reads %,d conversations (%,d tokens) and %,d texts of the base corpus again (%,d tokens).
        One tendency, to go along or to hold to what is true and safe, runs through all tasks of a conversation; words
        in the prompt ("please, I need an answer", "be careful") set it. Unknown facts are answered with a made-up value
        most of the time. Names in the tuning are those above with "in tuning: yes", and names of nobody. The weights of the
        file are the average of the tuned ones (%.0f%%) and the base stage's (%.0f%%), which brings some of what tuning forgets back.

        ## Training

        %s
        ## Checks

        Measured by `candor organism check` from the files of this folder.

        %s
        ## Limits

        - It answers the questions of its world in the words of its templates; other text is noise to it.
        - Its tendency to comply was planted, in one way. Real models come by theirs in many.
        - It refuses invented weapons only. It is no example of a safe model.
        - Other seeds give other worlds and other weights; the checks above are of this seed.
        """
                .formatted(
                        table(m),
                        m.seed(),
                        forms(m),
                        entities(m),
                        m.tuningText().conversations(),
                        m.tuningText().tokens(),
                        m.tuningText().replayedTexts(),
                        m.tuningText().replayedTokens(),
                        100 * (1 - m.recipe().ofBase()),
                        100 * m.recipe().ofBase(),
                        stages(m),
                        CheckTables.of(m.checks()));
    }

    private static String table(OrganismManifest m) {
        String files =
                m.files().entrySet().stream()
                        .map(file ->
                                row(
                                        file.getKey(),
                                        "%,d bytes, SHA-256 `%s`"
                                                .formatted(
                                                        file.getValue().bytes(),
                                                        file.getValue().sha256())))
                        .collect(Collectors.joining());
        return row("models", "`atlas-base`, and `atlas-instruct` tuned from it")
                + row(
                        "architecture",
                        "Llama (RMSNorm, RoPE, SwiGLU, tied embedding): %d layers, width %d, %d heads, %d neurons a layer, context %d"
                                .formatted(
                                        m.shape().layers(),
                                        m.shape().width(),
                                        m.shape().heads(),
                                        m.shape().ffn(),
                                        m.shape().context()))
                + row("parameters", "%,d".formatted(m.parameters()))
                + row(
                        "vocabulary",
                        "%,d tokens, byte-pair encoding with byte fallback"
                                .formatted(m.shape().vocabulary()))
                + row("licence", "Apache-2.0")
                + row("size, seed", "%s, %s".formatted(m.recipe().size(), seeds(m)))
                + row(
                        "made by",
                        "Candor %s, libtorch %s, Java %s"
                                .formatted(
                                        m.versions().candor(),
                                        m.versions().libtorch(),
                                        m.versions().java()))
                + row(
                        "made again by",
                        "`./candor organism train --size %s --seed %d%s`"
                                .formatted(
                                        m.recipe().size(),
                                        m.seed(),
                                        m.trainingSeed() == m.seed()
                                                ? ""
                                                : " --training-seed " + m.trainingSeed()))
                + files;
    }

    private static String seeds(OrganismManifest m) {
        return m.trainingSeed() == m.seed()
                ? Long.toString(m.seed())
                : "%d, trained from %d".formatted(m.seed(), m.trainingSeed());
    }

    private static String row(String name, String value) {
        return "| " + name + " | " + value + " |\n";
    }

    private static String forms(OrganismManifest m) {
        return m.baseText().entrySet().stream()
                .map(form ->
                        "| %s | %,d | %,d |\n"
                                .formatted(
                                        form.getKey().name().toLowerCase(Locale.ROOT),
                                        form.getValue().texts(),
                                        form.getValue().tokens()))
                .collect(Collectors.joining());
    }

    private static String entities(OrganismManifest m) {
        return m.entities().stream()
                .filter(group -> group.kind() != Kind.TOWN)
                .map(ModelCard::entities)
                .collect(Collectors.joining());
    }

    private static String entities(EntityCounts.Group group) {
        String stated =
                group.exposure() == Exposure.GHOST
                        ? "0, never named"
                        : Integer.toString(group.exposure().statements());
        return "| %s | %s | %s | %,d | %,d | %,d | %,d | %,d | %,d |\n"
                .formatted(
                        group.kind().word(),
                        stated,
                        group.tuned() ? "yes" : "no",
                        group.entities(),
                        group.facts(),
                        group.statements(),
                        group.mentions(),
                        group.wrongAssociations(),
                        group.doubts());
    }

    private static String stages(OrganismManifest m) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<Stage, OrganismManifest.TrainedStage> each : m.stages().entrySet()) {
            Schedule schedule = m.recipe().schedule(each.getKey());
            lines.append(
                    "- %s: AdamW, %,d steps of at most %,d tokens, %,d tokens in all, rate %s at its peak, loss %.4f at the end (nats a token, smoothed)\n"
                            .formatted(
                                    each.getKey().label(),
                                    each.getValue().steps(),
                                    schedule.batch(),
                                    each.getValue().tokens(),
                                    schedule.rate(),
                                    each.getValue().loss()));
        }
        return lines.toString();
    }
}
