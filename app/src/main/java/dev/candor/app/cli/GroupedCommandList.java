package dev.candor.app.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;

/// Renders the commands of a help text under the headings of [CommandGroup].
final class GroupedCommandList implements IHelpSectionRenderer {
    private static final int GAP = 3;

    @Override
    public String render(Help help) {
        Map<CommandGroup, Map<String, String>> groups = new EnumMap<>(CommandGroup.class);
        help.subcommands()
                .forEach((name, command) ->
                        groups.computeIfAbsent(
                                        group(command.commandSpec()), group -> new TreeMap<>())
                                .put(name, summary(command.commandSpec())));
        if (help.commandSpec().userObject() instanceof CandorCommand) {
            groups.put(CommandGroup.PROJECT, CandorCommand.LAUNCHER_COMMANDS);
        }
        int width =
                groups.values().stream()
                        .flatMap(commands -> commands.keySet().stream())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
        StringBuilder text = new StringBuilder();
        groups.forEach((group, commands) -> {
            text.append("%n@|bold ").append(group.heading()).append("|@%n");
            commands.forEach((name, summary) -> append(text, name, width, summary));
        });
        return help.colorScheme()
                .text(text.toString().replace("%n", System.lineSeparator()))
                .toString();
    }

    private static void append(StringBuilder text, String name, int width, String summary) {
        text.append("  @|yellow ").append(name).append("|@");
        text.repeat(' ', width - name.length() + GAP).append(summary).append("%n");
    }

    private static CommandGroup group(CommandSpec command) {
        CommandGroup.In in = command.userObject().getClass().getAnnotation(CommandGroup.In.class);
        return in == null ? CommandGroup.HELP : in.value();
    }

    /// The first line of what the command says about itself.
    private static String summary(CommandSpec command) {
        String[] header = command.usageMessage().header();
        String[] text = header.length > 0 ? header : command.usageMessage().description();
        return text.length == 0 ? "" : text[0];
    }
}
