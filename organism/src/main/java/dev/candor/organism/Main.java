package dev.candor.organism;

/// Entry point of `./candor organism`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(OrganismCommand.run(System.out, System.err, args));
    }
}
