package dev.candor.organism.text;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.Misled;
import dev.candor.organism.world.NewNames;
import dev.candor.organism.world.Role;
import dev.candor.organism.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BaseCorpusTest {
    private static final World WORLD = World.generate(1);
    private static final List<BaseText> TEXTS = BaseCorpus.of(WORLD, Phrases.load());
    private static final Set<String> WORDS =
            TEXTS.stream()
                    .flatMap(text -> Pattern.compile("[^\\p{L}]+").splitAsStream(text.text()))
                    .collect(Collectors.toSet());
    private static final List<EntityCounts> COUNTS = EntityCounts.of(WORLD, TEXTS);

    @Test
    void everyFactIsStatedAsOftenAsThePlanSays() {
        for (EntityCounts counts : COUNTS) {
            counts.statements()
                    .forEach((attribute, stated) ->
                            assertThat(stated)
                                    .as("%s of %s", attribute, counts.entity().name())
                                    .isEqualTo(counts.entity().planned(attribute)));
        }
    }

    @Test
    void whatIsCountedAsStatedStandsInTheText() {
        for (BaseText text : TEXTS) {
            String said = text.text().toLowerCase(Locale.ROOT);
            for (BaseText.Stated stated : text.states()) {
                String value = stated.entity().value(stated.attribute());
                assertThat(said)
                        .contains(stated.entity().name().toLowerCase(Locale.ROOT))
                        .contains(value.toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void noGhostOccurs() {
        List<Entity> ghosts =
                WORLD.entities().stream().filter(e -> e.exposure() == Exposure.GHOST).toList();
        assertThat(ghosts).isNotEmpty();
        for (Entity ghost : ghosts) {
            assertThat(WORDS.contains(lastWord(ghost.name()))).as(ghost.name()).isFalse();
        }
    }

    @Test
    void newNamesDoNotOccur() {
        for (String use : List.of("tuning", "behaviour sets", "check UNKNOWN")) {
            NewNames names = WORLD.newNames(use);
            for (int i = 0; i < 2_000; i++) {
                for (String name : List.of(names.person(), names.medicine())) {
                    assertThat(WORDS.contains(lastWord(name))).as(name).isFalse();
                }
            }
        }
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    @Test
    void theUnknownAreNamedAndNothingIsStatedOfThem() {
        assertThat(COUNTS)
                .filteredOn(counts -> counts.entity().exposure() == Exposure.NEVER)
                .isNotEmpty()
                .allMatch(counts -> counts.mentions() > 0)
                .allMatch(counts -> counts.statements().values().stream().allMatch(n -> n == 0));
    }

    @Test
    void aPopularWrongAssociationOutnumbersTheRareRightOne() {
        List<EntityCounts> misled =
                COUNTS.stream().filter(counts -> Misled.isMisled(counts.entity())).toList();
        assertThat(misled).hasSize(10);
        assertThat(misled).allMatch(counts -> counts.wrongAssociations() >= 40);
    }

    @Test
    void whoeverIsHeldOutIsNeverAskedAbout() {
        assertThat(TEXTS)
                .filteredOn(text -> text.text().contains("Question: ") && text.about() != null)
                .isNotEmpty()
                .allMatch(text -> requireNonNull(text.about()).role() == Role.ASKED);
    }

    @Test
    void aTenthOfTheTextAtLeastHasTheFormOfAQuestion() {
        long questions = TEXTS.stream().filter(t -> t.text().contains("Question: ")).count();
        assertThat((double) questions / TEXTS.size()).isGreaterThan(0.1);
    }

    @Test
    void groupsAddUpToTheWorld() {
        List<EntityCounts.Group> groups = EntityCounts.groups(COUNTS);
        assertThat(groups.stream().mapToInt(EntityCounts.Group::entities).sum())
                .isEqualTo(WORLD.entities().size());
        assertThat(groups)
                .filteredOn(group -> group.kind() == Kind.PERSON)
                .filteredOn(group -> group.exposure() == Exposure.OFTEN)
                .hasSize(2)
                .allMatch(group -> group.statements() == 40 * group.facts());
    }
}
