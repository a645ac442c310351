package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8StreamTest {
    @Test
    void randomBytesDecodeAsTheJdkDecodesThem() {
        Random random = new Random(11);
        // Bytes around the borders of every class of lead and continuation byte.
        int[] borders = {
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
            0xE2, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF
        };
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(9)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) borders[random.nextInt(borders.length)];
            }
            if (spellsASurrogate(bytes)) {
                continue; // the JDK's one U+FFFD for three bytes is not what the standard
                // recommends
            }
            Utf8Stream stream = decode(bytes);
            assertThat(stream.text().toString())
                    .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
            assertThat(stream.end(bytes.length - 1)).isEqualTo(stream.text().length());
        }
    }

    @Test
    void aSurrogateSpelledInUtf8IsThreeReplacements() {
        byte[] bytes = {(byte) 0xED, (byte) 0xA0, (byte) 0x80, 'a'};
        assertThat(decode(bytes).text().toString()).isEqualTo("\uFFFD\uFFFD\uFFFDa");
    }

    private static Utf8Stream decode(byte[] bytes) {
        Utf8Stream stream = new Utf8Stream();
        for (byte b : bytes) {
            stream.push(b);
        }
        stream.finish();
        return stream;
    }

    private static boolean spellsASurrogate(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            int next = bytes[i + 1] & 0xFF;
            if ((bytes[i] & 0xFF) == 0xED && next >= 0xA0 && next <= 0xBF) {
                return true;
            }
        }
        return false;
    }
}
