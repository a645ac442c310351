package dev.candor.app.cli;

/// Entry point of `./candor`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        StandardError.restore();
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        System.exit(new Cli(terminal, System.out, System.err).run(new CandorCommand(), args));
    }
}
