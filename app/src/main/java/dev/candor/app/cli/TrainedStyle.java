package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;

import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.probe.Probe;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// What `--prompt-style` may say, and what it is when it says auto: the style that a probe was
/// trained with.
final class TrainedStyle {
    static final String AUTO = "auto";

    /// In which `find` records it.
    static final String SETTING = "prompt style used";

    private TrainedStyle() {}

    /// @throws picocli.CommandLine.ParameterException if the option says something else
    static void check(CommandSpec command, String option) {
        require(
                command,
                List.of(AUTO, "chat", "bare", "few-shot").contains(option),
                "--prompt-style is '" + option + "', expected auto, chat, bare or few-shot");
    }

    /// The label as the probe has it, empty if it has none.
    static String label(Probe probe) {
        return probe.from().settings().getOrDefault(SETTING, "");
    }

    /// The style that the option names.
    ///
    /// @param place of the probe, for messages
    /// @throws CommandFailure if it is auto and the probe's label is no style's
    static PromptStyle of(String option, Probe probe, String place) {
        String label = option.equals(AUTO) ? label(probe) : option;
        for (PromptStyle style : PromptStyle.values()) {
            if (style.label().equals(label)) {
                return style;
            }
        }
        throw new CommandFailure(
                ExitCode.INPUT_REFUSED,
                "%s: provenance.settings: '%s' is '%s', expected chat, bare or few-shot; name one with --prompt-style"
                        .formatted(place, SETTING, Printable.line(label, 80)));
    }
}
