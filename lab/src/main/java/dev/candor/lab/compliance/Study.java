package dev.candor.lab.compliance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One benchmark under all settings: screens its items, holds the conversations, has them assessed
/// and compares the sets.
///
/// @param name of the benchmark on the command line
/// @param benchmark all items of its file
/// @param draw how many of those that are fit to take, and which
/// @param assessor for items that leave their verdict to one
/// @param conversations that hold the trials
public record Study(
        String name,
        Benchmark benchmark,
        Draw draw,
        Assessor assessor,
        Conversations conversations) {
    private static final String SCREEN = "screen/";
    private static final String TOO_LONG = "leaves no room for a reply";

    /// Fewest items that are screened together, if there are as many: a batch of one or two is
    /// slow.
    private static final int AT_ONCE = 32;

    /// The question an item is screened with, as an item of its own.
    private record Screen(Item of) implements Item {
        @Override
        public String id() {
            return SCREEN + of.id();
        }

        @Override
        public String group() {
            return of.group();
        }

        /// Those of the conversation, which then begins with the reply that was screened if it
        /// begins with the same question.
        @Override
        public String seedName() {
            return of.seedName();
        }

        @Override
        public Step next(Transcript soFar) {
            return soFar.size() == 0 ? of.screen().orElseThrow() : new Step.End(Map.of());
        }
    }

    /// Items that the untouched model is asked about beforehand, unless enough are fit before.
    public int screens() {
        return (int) benchmark.items().stream().filter(item -> item.screen().isPresent()).count();
    }

    /// How many of these were asked before.
    public int screened() {
        return (int)
                benchmark.items().stream()
                        .filter(item ->
                                conversations
                                        .trial(new Screen(item), Setting.untouched())
                                        .isPresent())
                        .count();
    }

    /// Asks the untouched model what decides which items are fit, in the order of the draw until as
    /// many are fit as are wanted, and gives those. The log may hold a few screens more: they are
    /// held side by side.
    ///
    /// @param done told of each screened item
    public Fit fit(Consumer<Trial> done) {
        if (!benchmark.asksBeforehand()) {
            return new Fit(draw.some(benchmark.items()), Screening.NONE);
        }
        List<Item> order = draw.order(benchmark.items());
        List<Item> fit = new ArrayList<>();
        Map<String, Integer> unfit = new TreeMap<>();
        int asked = 0;
        int screened = 0;
        for (int i = 0; i < order.size() && fit.size() < draw.limit(); i++) {
            Item item = order.get(i);
            if (i == screened) {
                int wanted = Math.max(AT_ONCE, draw.limit() - fit.size());
                screened += Math.min(wanted, order.size() - screened);
                screen(order.subList(i, screened), done);
            }
            Optional<String> why = unfit(item);
            why.ifPresent(reason -> unfit.merge(reason, 1, Integer::sum));
            if (why.isEmpty()) {
                fit.add(item);
            }
            asked += item.screen().isPresent() ? 1 : 0;
        }
        return new Fit(Draw.inOrder(benchmark.items(), fit), new Screening(asked, unfit));
    }

    private void screen(List<Item> items, Consumer<Trial> done) {
        List<Screen> screens =
                items.stream().filter(item -> item.screen().isPresent()).map(Screen::new).toList();
        conversations.hold(screens, List.of(Setting.untouched()), done);
    }

    private Optional<String> unfit(Item item) {
        if (item.screen().isEmpty()) {
            return Optional.empty();
        }
        List<Reply> replies = held(new Screen(item), Setting.untouched()).replies();
        return replies.isEmpty() ? Optional.of(TOO_LONG) : item.unfit(replies.getFirst());
    }

    /// How many of the trials were held before.
    public int held(List<Item> fit, List<Setting> settings) {
        int held = 0;
        for (Item item : fit) {
            for (Setting setting : settings) {
                held += conversations.trial(item, setting).isPresent() ? 1 : 0;
            }
        }
        return held;
    }

    /// Holds all conversations and compares the sets.
    ///
    /// @param fit items to ask, from [#fit]
    /// @param settings α = 1 once, and every set at its other α
    /// @param sets the dialled one first, then its controls
    /// @param seed of the resamples
    /// @param done told of each trial held
    public BenchmarkResult run(
            Fit fit,
            List<Setting> settings,
            List<DialledSet> sets,
            long seed,
            Consumer<Trial> done) {
        Analysis analysis = analysis(fit.items(), settings, seed, done);
        String measure = measure();
        return new BenchmarkResult(
                name,
                benchmark.title(),
                measure,
                benchmark.source(),
                fit.items().size(),
                (int) fit.items().stream().map(Item::group).distinct().count(),
                fit.screening(),
                benchmark.readings().stream()
                        .map(reading -> analysis.read(reading, measure, sets))
                        .toList());
    }

    /// Holds conversations about some of the items and says what each set did, by the reading that
    /// verdicts rest on.
    ///
    /// @param items to ask, from [#fit]
    /// @param settings α = 1 once, and every set at its other α
    /// @param done told of each trial held
    public List<SetResult> sets(
            List<Item> items,
            List<Setting> settings,
            List<DialledSet> sets,
            long seed,
            Consumer<Trial> done) {
        return analysis(items, settings, seed, done).results(reading(), sets);
    }

    /// Holds conversations about some of the items and says what became of each.
    ///
    /// @param items to ask, from [#fit]
    /// @param settings of different names
    /// @param done told of each trial held
    /// @return by name of the setting; of each item in their order
    public Map<String, List<Scored>> scores(
            List<Item> items, List<Setting> settings, Consumer<Trial> done) {
        conversations.hold(items, settings, done);
        Map<String, List<Scored>> scores = new HashMap<>();
        scored(items, settings)
                .forEach((setting, own) ->
                        scores.put(
                                setting,
                                items.stream()
                                        .map(item -> Objects.requireNonNull(own.get(item.id())))
                                        .toList()));
        return scores;
    }

    /// The reading that verdicts rest on.
    public Reading reading() {
        return benchmark.readings().getFirst();
    }

    /// What became of an item that was asked under a setting, by the reading that verdicts rest on.
    public Outcome outcome(Item item, Setting setting) {
        return Scored.of(held(item, setting), item, assessor).outcome(reading());
    }

    private Analysis analysis(
            List<Item> items, List<Setting> settings, long seed, Consumer<Trial> done) {
        conversations.hold(items, settings, done);
        Map<String, Map<String, Scored>> scored = scored(items, settings);
        return new Analysis(
                items,
                (item, set, alpha) -> {
                    Map<String, Scored> own = scored.get(Setting.name(set, alpha));
                    return Objects.requireNonNull(Objects.requireNonNull(own).get(item.id()));
                },
                seed);
    }

    /// What counts here: an assessor may be able to tell less than the benchmark asks for.
    public String measure() {
        return switch (benchmark) {
            case FalsePremises premises -> assessor.measure();
            case HarmfulRequests requests -> assessor.measure();
            case MisleadingContexts contexts -> contexts.measure();
            case Sycophancy sycophancy -> sycophancy.measure();
        };
    }

    /// Setting → item → what became of it. Everything is announced before the first is assessed.
    private Map<String, Map<String, Scored>> scored(List<Item> fit, List<Setting> settings) {
        for (Item item : fit) {
            for (Setting setting : settings) {
                Trial trial = held(item, setting);
                if (!trial.tooLong()
                        && item.next(new Transcript(trial.replies(), null))
                                instanceof Step.Assess assess) {
                    assessor.expect(assess);
                }
            }
        }
        Map<String, Map<String, Scored>> scored = new HashMap<>();
        for (Setting setting : settings) {
            Map<String, Scored> own = new HashMap<>();
            for (Item item : fit) {
                own.put(item.id(), Scored.of(held(item, setting), item, assessor));
            }
            scored.put(setting.name(), own);
        }
        return scored;
    }

    private Trial held(Item item, Setting setting) {
        return conversations
                .trial(item, setting)
                .orElseThrow(() ->
                        new IllegalStateException(
                                item.id() + " was not asked under " + setting.name()));
    }
}
