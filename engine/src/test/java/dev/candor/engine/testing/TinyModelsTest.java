package dev.candor.engine.testing;

import static dev.candor.engine.testing.TinyModels.chatTemplate;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.model.Model;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Encoding;
import dev.candor.engine.tokenizer.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TinyModelsTest {
    @Test
    void itsTokenizerMergesWordsAndFallsBackToBytes() {
        try (Model model = TinyModels.llama(vocabulary(700));
                Tokenizer tokenizer = Tokenizer.from(model.file())) {
            assertThat(tokenizer.vocabularySize()).isEqualTo(700);
            Encoding words = tokenizer.encode("the capital of", true, false);
            assertThat(words.length()).as("BOS and three words").isEqualTo(4);
            assertThat(words.ids()[0]).isEqualTo(tokenizer.bos()).isEqualTo(1);
            String text = "what is the largest river in Genève? 🦙";
            assertThat(tokenizer.decode(tokenizer.encode(text, false, false).ids()).strip())
                    .isEqualTo(text);
            assertThat(tokenizer.isEndOfGeneration(2)).isTrue();
        }
    }

    @Test
    void itHasAChatTemplateIfAsked() {
        List<ChatMessage> messages =
                List.of(new ChatMessage("system", "Be brief."), new ChatMessage("user", "Hello"));
        try (Model plain = TinyModels.llama();
                Model chat = TinyModels.llama(chatTemplate())) {
            assertThat(ChatTemplate.from(plain.file(), InstantSource.system())).isEmpty();
            String rendered =
                    ChatTemplate.from(chat.file(), InstantSource.system())
                            .orElseThrow()
                            .render(messages, true);
            assertThat(rendered)
                    .isEqualTo("[system]\nBe brief.</s>\n[user]\nHello</s>\n[assistant]\n");
        }
    }

    /// The encoder is what all comparisons of block types rest on.
    @Test
    void encodedValuesAreTheNearestTheTypeHolds() {
        float[] values = new float[64];
        Random random = new Random(1);
        for (int i = 0; i < 64; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        for (TensorType type : List.of(TensorType.Q8_0, TensorType.Q4_0)) {
            byte[] bytes = TensorEncoder.encode(type, values);
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 64; i++) {
                int block = i / 32 * type.blockBytes();
                double scale = Math.abs(Float.float16ToFloat(in.getShort(block)));
                int packed = in.get(block + 2 + (type == TensorType.Q8_0 ? i % 32 : i % 16));
                double steps =
                        type == TensorType.Q8_0
                                ? packed
                                : ((i % 32 < 16 ? packed : packed >> 4) & 15) - 8;
                double decoded = Float.float16ToFloat(in.getShort(block)) * steps;
                // half a step, but where Q4_0's seventh step to one side is the last
                double most = type == TensorType.Q4_0 && steps == 7 ? scale : 0.501 * scale;
                assertThat(Math.abs(decoded - values[i])).isLessThanOrEqualTo(most);
            }
        }
    }
}
