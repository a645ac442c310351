package dev.candor.lab.answer;

/// A word of a text in the form it is compared in, and where it stands.
///
/// @param form lower case, without accents; a number in digits
/// @param from first character in the text (UTF-16), inclusive
/// @param to last character, exclusive
/// @param raw as it stands in the text
record Word(String form, int from, int to, String raw) {
    boolean isNumber() {
        return !form.isEmpty() && form.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
