package dev.candor.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    private static final Set<String> GROWING = Set.of("items", "controls");

    @TempDir private Path run;

    @Test
    void aFolderIsClaimedUnderTheSameSettingsOnly() throws IOException {
        SettingsFile.claim(run, Map.of("seed", "7"));
        SettingsFile.claim(run, Map.of("seed", "7"));
        refused(Map.of("seed", "8"), "was begun with another seed: 7, now 8");
        refused(Map.of("seed", "7", "alpha", "3"), "another alpha: not set, now 3");
        refused(Map.of(), "another seed: 7, now not set");
        assertThat(SettingsFile.read(run)).isEqualTo(Map.of("seed", "7"));
    }

    @Test
    void whatMayGrowGrows() throws IOException {
        Map<String, String> larger = Map.of("seed", "7", "items", "10", "controls", "3");
        SettingsFile.claim(run, Map.of("seed", "7", "items", "9", "controls", "0"), GROWING);
        assertThat(SettingsFile.growth(run, larger, GROWING))
                .containsExactlyInAnyOrder("items: 9 → 10", "controls: 0 → 3");
        assertThat(SettingsFile.read(run)).as("not claimed yet").containsEntry("items", "9");
        SettingsFile.claim(run, larger, GROWING);
        assertThat(SettingsFile.read(run)).isEqualTo(larger);
        refused(
                Map.of("seed", "7", "items", "9", "controls", "3"),
                "has more by now: items is 10, asked for 9; ask for as many");
        refused(Map.of("seed", "7", "items", "10"), "another controls: 3, now not set");
        refused(Map.of("seed", "7", "items", "many", "controls", "3"), "items: 10, now many");
        refused(Map.of("seed", "8", "items", "11", "controls", "3"), "another seed: 7, now 8");
        assertThat(SettingsFile.read(run)).isEqualTo(larger);
    }

    @Test
    void aNumberGrowsOnlyWhereThatIsSaid() {
        SettingsFile.claim(run, Map.of("items", "9"));
        assertThatThrownBy(() -> SettingsFile.claim(run, Map.of("items", "10")))
                .hasMessageContaining("another items: 9, now 10");
    }

    @Test
    void whatIsNoNumberDoesNotGrow() {
        SettingsFile.claim(run, Map.of("items", "all"), GROWING);
        refused(Map.of("items", "9"), "was begun with another items: all, now 9");
    }

    @Test
    void damagedSettingsAreRefused() throws IOException {
        Files.writeString(run.resolve("run.json"), "{\"items\": ");
        refused(Map.of("items", "9"), "run.json is damaged");
    }

    private void refused(Map<String, String> settings, String why) {
        assertThatThrownBy(() -> SettingsFile.claim(run, settings, GROWING))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining(why);
    }
}
