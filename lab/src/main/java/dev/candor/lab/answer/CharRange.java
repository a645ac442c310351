package dev.candor.lab.answer;

/// Characters of a text (UTF-16), `from` inclusive, `to` exclusive.
record CharRange(int from, int to) {
    CharRange from(int newFrom) {
        return new CharRange(newFrom, to);
    }

    CharRange to(int newTo) {
        return new CharRange(from, newTo);
    }

    boolean isEmpty() {
        return to <= from;
    }

    String of(String text) {
        return text.substring(from, to);
    }
}
