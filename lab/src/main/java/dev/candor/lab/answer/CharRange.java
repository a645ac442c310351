package dev.candor.lab.answer;

/// Characters of a text (UTF-16), `from` inclusive, `to` exclusive.
public record CharRange(int from, int to) {
    CharRange from(int newFrom) {
        return new CharRange(newFrom, to);
    }

    CharRange to(int newTo) {
        return new CharRange(from, newTo);
    }

    /// Without the white space of `text` at its ends; empty where there is nothing else.
    public CharRange stripped(String text) {
        String own = of(text);
        int start = from + own.length() - own.stripLeading().length();
        return new CharRange(start, start + own.strip().length());
    }

    boolean isEmpty() {
        return to <= from;
    }

    String of(String text) {
        return text.substring(from, to);
    }
}
