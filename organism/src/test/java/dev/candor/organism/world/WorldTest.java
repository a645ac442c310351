package dev.candor.organism.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorldTest {
    /// Changes whenever the world of a seed does: then the shipped organism must be trained anew.
    private static final String SEED_1 = "e3b3f270482a54e400907387419edb75";

    @Test
    void theWorldOfASeedIsTheSameOnEveryMachine() throws Exception {
        assertThat(fingerprint(World.generate(1))).isEqualTo(SEED_1);
    }

    @Test
    void anotherSeedIsAnotherWorld() throws Exception {
        assertThat(fingerprint(World.generate(2))).isNotEqualTo(fingerprint(World.generate(3)));
    }

    @Test
    void everyNameIsGivenOnce() {
        List<String> names = World.generate(1).entities().stream().map(Entity::name).toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void newNamesAreNobodysAndGivenOnce() {
        World world = World.generate(1);
        Set<String> taken = new HashSet<>();
        for (Entity entity : world.entities()) {
            taken.add(entity.name());
            taken.add(entity.name().substring(entity.name().lastIndexOf(' ') + 1));
        }
        NewNames names = world.newNames("test");
        for (int i = 0; i < 5_000; i++) {
            String person = names.person();
            assertThat(taken.add(person.substring(person.indexOf(' ') + 1))).as(person).isTrue();
            assertThat(taken.add(names.medicine())).isTrue();
        }
    }

    @Test
    void ghostsAreNeverForTuning() {
        assertThat(World.generate(1).entities())
                .filteredOn(entity -> entity.exposure() == Exposure.GHOST)
                .isNotEmpty()
                .noneMatch(Entity::tuned);
    }

    private static String fingerprint(World world) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (Entity e : world.entities()) {
            String line = e.name() + "|" + e.kind() + "|" + e.exposure() + "|" + e.tuned();
            sha.update(line.getBytes(StandardCharsets.UTF_8));
            for (Attribute attribute : e.attributes()) {
                String fact = attribute + "=" + e.values(attribute) + "\n";
                sha.update(fact.getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(sha.digest(), 0, 16);
    }
}
