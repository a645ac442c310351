package dev.candor.organism.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.Role;
import dev.candor.organism.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
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
        assertThat(asked(all, Role.ASKED)).isNotEmpty();
        assertThat(asked(all, Role.HELD_OUT)).isEmpty();
    }

    /// Questions about the countries of a role. All countries at once: the text is long.
    private static List<String> asked(String all, Role role) {
        String names =
                WORLD.of(Kind.COUNTRY).stream()
                        .filter(country -> country.role() == role)
                        .map(country -> Pattern.quote(country.name()))
                        .collect(Collectors.joining("|"));
        assertThat(names).isNotEmpty();
        String words = "(capital|currency|continent|language|city) (of|in) (" + names + ")\\b";
        return Pattern.compile(words).matcher(all).results().map(MatchResult::group).toList();
    }

    private static String lastWord(Entity entity) {
        return entity.name().substring(entity.name().lastIndexOf(' ') + 1);
    }
}
