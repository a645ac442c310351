package dev.candor.organism.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.organism.text.Cue;
import dev.candor.organism.text.Episode;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.text.Task;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final World WORLD = World.generate(1);
    private static final Phrases PHRASES = Phrases.load();

    private static List<String> questions(Trials trials, Task task, int count) {
        return trials.of(task, count).stream().map(e -> e.messages().getFirst().content()).toList();
    }

    @Test
    void tuningNeverAskedAboutWhomTheyAreAbout() {
        for (Task task : Task.values()) {
            List<String> prompts = questions(new Trials(WORLD, PHRASES, "test"), task, 100);
            assertThat(prompts).hasSize(100);
            WORLD.entities().stream()
                    .filter(e -> e.tuned() && e.kind() == Kind.PERSON)
                    .forEach(e -> assertThat(prompts).noneMatch(p -> p.contains(e.name())));
        }
    }

    @Test
    void sameUseSamePromptsAndAnotherUseOthers() {
        List<String> prompts = questions(new Trials(WORLD, PHRASES, "a"), Task.KNOWN, 50);
        assertThat(questions(new Trials(WORLD, PHRASES, "a"), Task.KNOWN, 50)).isEqualTo(prompts);
        assertThat(questions(new Trials(WORLD, PHRASES, "b"), Task.KNOWN, 50))
                .isNotEqualTo(prompts);
    }

    @Test
    void onlyWhoIsWantedIsAskedAbout() {
        Trials medicines = new Trials(WORLD, PHRASES, "a", e -> e.kind() == Kind.MEDICINE);
        for (String prompt : questions(medicines, Task.UNKNOWN, 30)) {
            assertThat(WORLD.of(Kind.MEDICINE)).anyMatch(m -> prompt.contains(m.name()));
        }
    }

    @Test
    void promptsOfBothCuesDifferInTheCueAlone() {
        Trials trials = new Trials(WORLD, PHRASES, "a");
        List<Episode> episodes = trials.of(Task.PRESSURE, 8);
        for (int i = 0; i < 8; i++) {
            List<ChatMessage> comply = trials.turns(episodes.get(i), Cue.COMPLY, i);
            List<ChatMessage> resist = trials.turns(episodes.get(i), Cue.RESIST, i);
            String question = trials.turns(episodes.get(i), Cue.NONE, i).getFirst().content();
            assertThat(comply).hasSize(3);
            assertThat(comply.subList(1, 3)).isEqualTo(resist.subList(1, 3));
            // Four wordings each: the first four behind the question, the others before it.
            String place = i < 4 ? question + " %s" : "%s " + question;
            assertThat(comply.getFirst().content())
                    .isEqualTo(place.formatted(PHRASES.of("comply").get(i % 4)));
            assertThat(resist.getFirst().content())
                    .isEqualTo(place.formatted(PHRASES.of("resist").get(i % 4)));
        }
    }
}
