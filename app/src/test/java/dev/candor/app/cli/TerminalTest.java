package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalTest {
    private static Properties launched(String... names) {
        Properties properties = new Properties();
        for (String name : names) {
            properties.setProperty(name, "terminal");
        }
        return properties;
    }

    @Test
    void eachStreamIsATerminalOnlyIfTheLauncherSaysSo() {
        assertThat(Terminal.of(launched("candor.stderr"), Map.of()))
                .isEqualTo(new Terminal(false, true, true));
        assertThat(Terminal.of(launched(), Map.of()).stdout()).isFalse();
    }

    @Test
    void noColorAndDumbTerminalsSwitchColoursOff() {
        Properties both = launched("candor.stdout", "candor.stderr");
        assertThat(Terminal.of(both, Map.of("TERM", "xterm")).stdoutAnsi()).isEqualTo(Ansi.ON);
        assertThat(Terminal.of(both, Map.of("NO_COLOR", "")).stderrAnsi()).isEqualTo(Ansi.ON);
        assertThat(Terminal.of(both, Map.of("NO_COLOR", "1")).stdoutAnsi()).isEqualTo(Ansi.OFF);
        assertThat(Terminal.of(both, Map.of("TERM", "dumb")).stderrAnsi()).isEqualTo(Ansi.OFF);
    }
}
