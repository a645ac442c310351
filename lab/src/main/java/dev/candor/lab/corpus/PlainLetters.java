package dev.candor.lab.corpus;

import java.text.Normalizer;

/// Names written without accents and special letters, as people type them.
final class PlainLetters {
    private PlainLetters() {}

    static String of(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}+", "")
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("Ø", "O")
                .replace("ł", "l")
                .replace("Ł", "L")
                .replace("đ", "d")
                .replace("ı", "i")
                .replaceAll("[ʻʼ’‘′]", "'");
    }
}
