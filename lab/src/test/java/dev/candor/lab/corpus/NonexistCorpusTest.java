package dev.candor.lab.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.corpus.InventedAnimals.Species;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NonexistCorpusTest {
    private static final List<String> MEDICINES =
            List.of("Balivan", "Coredatin", "Dolimarex", "Fenoprasil", "Gavidor", "Hexamolin");

    private static final List<Species> SPECIES =
            List.of(
                    new Species("CANIDAE", "Lupicus", "niger"),
                    new Species("CANIDAE", "Vulpinia", "magna"),
                    new Species("CANIDAE", "Vulpinia", "rufa"),
                    new Species("FELIDAE", "Felonia", "parva"));

    @TempDir private Path folder;

    @Test
    void medicinesAreMadeOfRealOnesAndNoneIsNearOne() {
        List<String> names = new InventedMedicines(MEDICINES).names(20, new SplittableRandom(1));
        assertThat(names).hasSize(20).doesNotHaveDuplicates().isNotEmpty();
        for (String name : names) {
            assertThat(name).matches("[A-Z][a-z]{4,11}");
            assertThat(MEDICINES)
                    .noneMatch(real ->
                            InventedMedicines.isWithinOneEdit(
                                    real.toLowerCase(), name.toLowerCase()))
                    .anyMatch(real -> name.startsWith(real.substring(0, 2)))
                    .anyMatch(real -> name.endsWith(real.substring(real.length() - 2)));
        }
    }

    @Test
    void oneEditIsALetterMoreLessOrAnother() {
        assertThat(InventedMedicines.isWithinOneEdit("balivan", "balivan")).isTrue();
        assertThat(InventedMedicines.isWithinOneEdit("balivan", "balivin")).isTrue();
        assertThat(InventedMedicines.isWithinOneEdit("balivan", "balvan")).isTrue();
        assertThat(InventedMedicines.isWithinOneEdit("alivan", "balivan")).isTrue();
        assertThat(InventedMedicines.isWithinOneEdit("aab", "aaab")).isTrue();
        assertThat(InventedMedicines.isWithinOneEdit("balivan", "belivin")).isFalse();
        assertThat(InventedMedicines.isWithinOneEdit("balivan", "livan")).isFalse();
    }

    @Test
    void animalsChangeTheirGenusWithinTheFamily() {
        List<String> names =
                new InventedAnimals(SPECIES, List.of("Lupicus rufus"))
                        .names(10, new SplittableRandom(1));
        // Felonia has no other genus beside it, and "Lupicus rufa" was once a name.
        assertThat(new HashSet<>(names)).isEqualTo(Set.of("Lupicus magna", "Vulpinia niger"));
    }

    @Test
    void theFileIsReadAsQuestionsWithoutAnAnswer() throws IOException {
        Path medicines = folder.resolve("medicines.txt");
        Files.writeString(medicines, "#" + String.join("#", MEDICINES));
        Path animals = folder.resolve("animals.csv");
        Files.writeString(
                animals,
                """
                family,genus,specificEpithet,originalNameCombination,nominalNames
                CANIDAE,Lupicus,niger,Lupicus_niger,"niger X, 1900|ater Y, 1901"
                CANIDAE,Vulpinia,magna,Canina_magna,
                CANIDAE,Vulpinia,rufa,Lupicus_rufus,
                """);
        Path out = folder.resolve("nonexist.jsonl");
        assertThat(NonexistCorpus.write(medicines, animals, 12, 3, out)).isEqualTo(8);
        QuestionFile file = new QuestionReader().read(out, null);
        assertThat(file.skipped()).isEmpty();
        assertThat(file.questions()).hasSize(8);
        for (Question question : file.questions()) {
            assertThat(question.isUnanswerable()).isTrue();
            assertThat(question.aliases()).isEmpty();
            assertThat(question.groups()).hasSize(1);
        }
        assertThat(file.questions().getLast().text()).contains("mammal");
        byte[] first = Files.readAllBytes(out);
        NonexistCorpus.write(medicines, animals, 12, 3, out);
        assertThat(Files.readAllBytes(out)).isEqualTo(first);
        NonexistCorpus.write(medicines, animals, 12, 4, out);
        assertThat(Files.readAllBytes(out)).isNotEqualTo(first);
    }

    @Test
    void refusesListsThatAreNone() throws IOException {
        Path file = folder.resolve("list");
        Files.writeString(file, "one\n");
        Path out = folder.resolve("out");
        assertThatThrownBy(() -> NonexistCorpus.write(file, null, 5, 1, out))
                .hasMessageContaining("holds 1 names, expected those of medicines");
        assertThatThrownBy(() -> NonexistCorpus.write(null, file, 5, 1, out))
                .hasMessageContaining("expected columns family, genus, specificEpithet");
        assertThatThrownBy(() -> NonexistCorpus.write(folder.resolve("none"), null, 5, 1, out))
                .hasMessageContaining("no such file");
        assertThat(out).doesNotExist();
    }
}
