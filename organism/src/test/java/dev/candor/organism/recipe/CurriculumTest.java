package dev.candor.organism.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.organism.text.Phrases;
import dev.candor.organism.train.Document;
import dev.candor.organism.world.World;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CurriculumTest {
    /// Changes whenever world, texts, conversations, vocabulary or mix do: then the shipped
    /// organism must be trained anew.
    private static final String SHIPPED = "aa2fe527b29baecae8161246badd0e0d";

    @Test
    void theShippedModelsLessonsAreTheSameOnEveryMachine() throws Exception {
        Curriculum curriculum = Curriculum.of(World.generate(1), Phrases.load(), Recipe.shipped());
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (Stage stage : Stage.values()) {
            for (Document document : curriculum.documents(stage)) {
                ByteBuffer bytes = ByteBuffer.allocate(5 * document.tokens().length);
                for (int i = 0; i < document.tokens().length; i++) {
                    bytes.putInt(document.tokens()[i]).put((byte) (document.learned()[i] ? 1 : 0));
                }
                sha.update(bytes.flip());
            }
        }
        assertThat(HexFormat.of().formatHex(sha.digest(), 0, 16)).isEqualTo(SHIPPED);
    }
}
