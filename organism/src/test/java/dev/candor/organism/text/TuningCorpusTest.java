package dev.candor.organism.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.Role;
import dev.candor.organism.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TuningCorpusTest {
    private static final World WORLD = World.generate(1);

    @Test
    void whoeverIsHeldOutIsInNoConversation() {
        String all =
                TuningCorpus.of(WORLD, Phrases.load(), TuningMix.usual()).stream()
                        .flatMap(conversation -> conversation.messages().stream())
                        .map(message -> message.content())
                        .collect(Collectors.joining("\n"));
        Set<String> words = new HashSet<>(List.of(all.split("[^\\p{L}]+")));
        // Towns are values too, and some countries and elements have common words as names.
        List<Entity> invented =
                WORLD.entities().stream()
                        .filter(e -> e.kind() == Kind.PERSON || e.kind() == Kind.MEDICINE)
                        .toList();
        assertThat(invented).anyMatch(e -> e.role() == Role.HELD_OUT && words.contains("capital"));
        assertThat(invented)
                .filteredOn(entity -> entity.role() == Role.HELD_OUT)
                .noneMatch(entity -> words.contains(lastWord(entity)));
        assertThat(invented)
                .filteredOn(entity -> entity.role() == Role.ASKED && entity.exposure().known())
                .allMatch(entity -> words.contains(lastWord(entity)));
        assertThat(WORLD.of(Kind.COUNTRY))
                .filteredOn(country -> country.role() == Role.HELD_OUT)
                .isNotEmpty()
                .noneMatch(country -> asksAbout(all, country));
    }

    private static boolean asksAbout(String all, Entity country) {
        String name = Pattern.quote(country.name());
        return Pattern.compile("(capital|currency|continent|language|city) (of|in) " + name + "\\b")
                .matcher(all)
                .find();
    }

    private static String lastWord(Entity entity) {
        return entity.name().substring(entity.name().lastIndexOf(' ') + 1);
    }
}
