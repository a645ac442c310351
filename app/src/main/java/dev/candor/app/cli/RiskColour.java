package dev.candor.app.cli;

import java.util.Locale;

/// Colours for a score, from calm to red, readable on dark and on light. From the threshold on they
/// are bold as well, so that nothing hangs on telling colours apart.
enum RiskColour {
    TEAL(30, 0x008787),
    GREEN(64, 0x5f8700),
    OCHRE(136, 0xaf8700),
    ORANGE(166, 0xd75f00),
    RED(160, 0xd70000);

    private static final double[] BELOW = {0.2, 0.35, 0.5, 0.7};

    private final int xterm;
    private final int rgb;

    /// @param xterm number in the 256-colour palette
    /// @param rgb what that number looks like
    RiskColour(int xterm, int rgb) {
        this.xterm = xterm;
        this.rgb = rgb;
    }

    int rgb() {
        return rgb;
    }

    /// By the odds that separate the score from the threshold: 0.5 is the threshold itself.
    static RiskColour of(double score, double threshold) {
        double share = 1 / (1 + Math.exp(threshold - score));
        for (int i = 0; i < BELOW.length; i++) {
            if (share < BELOW[i]) {
                return values()[i];
            }
        }
        return RED;
    }

    /// The text in this colour.
    String paint(String text) {
        String bold = ordinal() >= ORANGE.ordinal() ? "1;" : "";
        return String.format(Locale.ROOT, "\u001B[%s38;5;%dm%s\u001B[0m", bold, xterm, text);
    }
}
