package dev.candor.bench;

import dev.candor.app.cli.Cli;
import dev.candor.app.cli.StandardError;
import dev.candor.app.cli.Terminal;

/// Entry point of `./candor bench`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        StandardError.restore();
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        System.exit(new Cli(terminal, System.out, System.err).run(new BenchCommand(), args));
    }
}
