package dev.candor.bench;

import java.util.List;
import java.util.Locale;

/// The lines of a report in Markdown. Numbers look the same in every locale.
final class ReportText {
    private final StringBuilder text = new StringBuilder();

    /// @param format as [String#format] takes it
    void line(String format, Object... arguments) {
        text.append(of(format, arguments)).append('\n');
    }

    /// What it was measured on, and what else ran.
    void machine(Machine machine, double loadBefore, double loadAfter) {
        line(
                "Machine: %s. Load average %.2f before, %.2f after.",
                machine.describe(), loadBefore, loadAfter);
    }

    /// @param commands as typed in the peer's folder
    void peerCommands(List<String> commands) {
        line("");
        line(
                "Peer's command%s, in its folder with LD_LIBRARY_PATH=.:",
                commands.size() == 1 ? "" : "s");
        line("");
        commands.forEach(command -> line("    ./%s", command));
    }

    static String of(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
