import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/// Takes the figures of one start of one engine and prints them, key and value, tabs between.
///
/// @param prefill tokens of the prompt that is timed
/// @param decode tokens decoded behind a prompt of 16
/// @param warmUps runs before the timed one, unless three in a row agreed within 3%
record Measure(int prefill, int decode, int warmUps) {
    private static final int SHORT_PROMPT = 16;
    private static final String QUESTION = "The capital of France is";

    /// @param args the three numbers, behind `from` others
    static Measure of(String[] args, int from) {
        return new Measure(
                Integer.parseInt(args[from]),
                Integer.parseInt(args[from + 1]),
                Integer.parseInt(args[from + 2]));
    }

    void print(Engine engine) {
        say("answer", QUESTION + engine.answer(QUESTION, 16));
        say("build", engine.build());
        String text = Words.prompt(prefill);
        say("prefill", prefill / settled(() -> engine.prefill(text)));
        String start = Words.prompt(SHORT_PROMPT);
        say("decode", decode / settled(() -> engine.decode(start, decode)));
    }

    private double settled(DoubleSupplier run) {
        List<Double> seconds = new ArrayList<>();
        while (seconds.size() < warmUps && !agree(seconds)) {
            seconds.add(run.getAsDouble());
        }
        return run.getAsDouble();
    }

    private static boolean agree(List<Double> seconds) {
        int from = seconds.size() - 3;
        if (from < 0) {
            return false;
        }
        var last = seconds.subList(from, seconds.size()).stream().mapToDouble(s -> s);
        var range = last.summaryStatistics();
        return range.getMax() <= 1.03 * range.getMin();
    }

    private static void say(String key, double value) {
        say(key, String.format(Locale.ROOT, "%.3f", value));
    }

    private static void say(String key, String value) {
        System.out.println(key + "\t" + value.replaceAll("\\s+", " ").strip());
    }
}
