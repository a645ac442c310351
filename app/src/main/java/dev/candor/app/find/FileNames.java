package dev.candor.app.find;

/// File names made of names that users choose.
final class FileNames {
    private FileNames() {}

    /// Keeps letters, digits, `.`, `_` and `-`.
    static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
