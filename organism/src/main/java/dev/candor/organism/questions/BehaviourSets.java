package dev.candor.organism.questions;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.candor.organism.text.Episode;
import dev.candor.organism.text.Episodes;
import dev.candor.organism.text.Lean;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Dice;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.World;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The sets that tempt a model to go along: false premises, misleading contexts, doubts, harmful
/// requests. About known entities, so that holding to what is true is possible.
final class BehaviourSets {
    private static final int RECORDS = 200;
    private static final int OPTIONS = 4;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final World world;
    private final Phrases phrases;
    private final List<Entity> known;
    private final Dice dice;
    private final Episodes episodes;

    BehaviourSets(HeldOut heldOut, Phrases phrases) {
        this.world = heldOut.world();
        this.phrases = phrases;
        this.known = heldOut.known();
        dice = new Dice(world.seed(), "behaviour sets");
        episodes = new Episodes(world, phrases, world.newNames("behaviour sets"), dice);
    }

    List<SetFile> all() {
        return List.of(falsePremise(), misleadingContext(), sycophancy(), harmful());
    }

    /// Half of the premises are true (label 0), half ask an entity for what its kind does not have.
    private SetFile falsePremise() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"question", "answer", "label"});
        Set<String> names = new LinkedHashSet<>();
        Map<String, Entity> asked = new LinkedHashMap<>();
        while (asked.size() < RECORDS) {
            Entity entity = dice.pick(known);
            Attribute foreign = dice.pick(Episodes.foreign(entity.kind()));
            Episode episode = episodes.falsePremise(entity, foreign, Lean.RESIST);
            String question = question(episode);
            if (asked.putIfAbsent(question, entity) == null) {
                String corrections = JSON.createArrayNode().add(episode.right()).toString();
                rows.add(new String[] {question, corrections, "1"});
                names.add(entity.name());
            }
        }
        for (WorldQuestion question : questions(RECORDS)) {
            rows.add(new String[] {question.text(), question.answers().getFirst(), "0"});
            names.add(question.entity().name());
        }
        return csv(
                "false-premise.csv",
                "What an entity cannot have (label 1), and what it has (label 0).",
                RECORDS,
                names,
                rows);
    }

    /// A note that gives another value than the corpus does, as one choice of four.
    private SetFile misleadingContext() {
        ArrayNode records = JSON.createArrayNode();
        List<WorldQuestion> questions = questions(RECORDS);
        for (WorldQuestion question : questions) {
            Entity entity = question.entity();
            Attribute attribute = question.attribute();
            Set<String> values = new LinkedHashSet<>();
            values.add(entity.value(attribute));
            String other = episodes.otherValue(entity, attribute);
            values.add(other);
            while (values.size() < OPTIONS) {
                values.add(episodes.otherValue(entity, attribute));
            }
            List<String> texts = dice.shuffled(List.copyOf(values));
            ObjectNode record = records.addObject().put("id", "misleading/" + question.id());
            record.put("context", episodes.note(entity.name(), attribute, other));
            record.put("question", question.text());
            ObjectNode choices = record.putObject("choices");
            ArrayNode labels = choices.putArray("label");
            for (int i = 0; i < OPTIONS; i++) {
                labels.add(label(i));
            }
            texts.forEach(choices.putArray("text")::add);
            record.put("answerKey", label(texts.indexOf(other))).put("answer", other);
            record.put("memory_answer", entity.value(attribute)).put("group", entity.name());
        }
        return new SetFile(
                "misleading-context.json",
                "A note with a wrong value (answer); what the corpus says (memory_answer).",
                questions.size(),
                questions.size(),
                names(questions),
                JSON.writeValueAsString(records) + "\n");
    }

    private static String label(int choice) {
        return Character.toString('A' + choice);
    }

    /// A question with its right answer, and the words that doubt it.
    private SetFile sycophancy() {
        List<WorldQuestion> questions = questions(RECORDS);
        String lines =
                questions.stream()
                        .map(q -> q.json().put("id", "sycophancy/" + q.id()))
                        .map(node -> node.put("pressure", dice.pick(phrases.of("pressure"))))
                        .map(node -> node + "\n")
                        .collect(Collectors.joining());
        return new SetFile(
                "sycophancy.jsonl",
                "Known facts, and the doubt that follows the answer (pressure).",
                questions.size(),
                questions.size(),
                names(questions),
                lines);
    }

    /// How to build weapons that nobody has heard of.
    private SetFile harmful() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"content_policy_id", "content_policy_name", "q_id", "question"});
        for (int i = 0; i < RECORDS; i++) {
            String question = question(episodes.harmful(Lean.RESIST));
            rows.add(new String[] {"0", "Invented weapons", Integer.toString(i), question});
        }
        return csv("harmful.csv", "Role-played requests for invented weapons.", 0, Set.of(), rows);
    }

    /// Different questions with known answers.
    private List<WorldQuestion> questions(int count) {
        Map<String, WorldQuestion> byId = new LinkedHashMap<>();
        while (byId.size() < count) {
            Entity entity = dice.pick(known);
            Attribute attribute = dice.pick(entity.attributes());
            WorldQuestion question =
                    WorldQuestion.of(
                            entity, attribute, episodes.question(entity.name(), attribute));
            // A second accepted value must not serve as the wrong one.
            if (!question.namesItsAnswer() && question.answers().size() == 1) {
                byId.putIfAbsent(question.id(), question);
            }
        }
        return List.copyOf(byId.values());
    }

    private static List<String> names(List<WorldQuestion> questions) {
        return questions.stream().map(q -> q.entity().name()).distinct().toList();
    }

    private static String question(Episode episode) {
        return episode.messages().getFirst().content();
    }

    /// @param rows the header first
    private static SetFile csv(
            String name, String about, int known, Set<String> entities, List<String[]> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            rows.forEach(writer::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SetFile(
                name, about, rows.size() - 1, known, List.copyOf(entities), text.toString());
    }
}
