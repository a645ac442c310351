package dev.candor.app.cli;

/// Entry point of `./candor`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
