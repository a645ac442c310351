package dev.candor.app.cli;

/// What a command tells the shell. Scripts rely on the numbers: new cases go to the end.
public enum ExitCode {
    OK(0, "done"),
    FAILURE(1, "failed; the message says why"),
    USAGE(2, "wrong command line"),
    INPUT_REFUSED(3, "a model, question, probe or result file was refused"),
    CLASS_TOO_SMALL(4, "too few consistent answers of one class; counts, no probe"),
    NO_NEURON(5, "the probe found no neuron with a weight above zero"),
    RUN_REFUSED(6, "the run is in use, or was started with other settings"),
    STORAGE(7, "reading or writing failed: disk full, no permission, no such file"),
    ENDPOINT(8, "a server could not be reached, refused, or made no sense"),
    OTHER_RESULT(9, "a repeated run came out differently; the table says how");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /// One line for the help text.
    public String meaning() {
        return meaning;
    }
}
