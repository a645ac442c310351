package dev.candor.lab.compliance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    /// many are fit as are wanted, and gives those. Of items with one of two right answers as many
    /// of each are wanted; those that were passed over are asked only if the others do not fill
    /// their [Places]. The log may hold a few screens more: they are held side by side.
    ///
    /// @param done told of each screened item
    public Fit fit(Consumer<Trial> done) {
        if (!benchmark.asksBeforehand()) {
            return new Fit(draw.some(benchmark.items()), Screening.NONE);
        }
        Screens screens = new Screens(new Places(benchmark.items(), draw.limit()), done);
        List<Item> passedOver = screens.take(draw.order(benchmark.items()));
        screens.places.share();
        screens.take(passedOver);
        return new Fit(
                Draw.inOrder(benchmark.items(), screens.fit),
                new Screening(screens.asked, screens.unfit, screens.answers()));
    }

    /// A screening under way.
    private final class Screens {
        private final Places places;
        private final Consumer<Trial> done;
        private final Set<String> held = new HashSet<>();
        private final List<Item> fit = new ArrayList<>();
        private final Map<String, Integer> unfit = new TreeMap<>();
        private int asked;

        Screens(Places places, Consumer<Trial> done) {
            this.places = places;
            this.done = done;
        }

        /// @return those that there was no place for, as far as places were open
        List<Item> take(List<Item> order) {
            List<Item> passedOver = new ArrayList<>();
            for (int i = 0; i < order.size() && places.areOpen(); i++) {
                Item item = order.get(i);
                if (places.areOpenTo(item)) {
                    take(item, order.subList(i, order.size()));
                } else {
                    passedOver.add(item);
                }
            }
            return passedOver;
        }

        private void take(Item item, List<Item> andNext) {
            if (!held.contains(item.id())) {
                hold(andNext);
            }
            Optional<String> why = unfit(item);
            why.ifPresent(reason -> unfit.merge(reason, 1, Integer::sum));
            if (why.isEmpty()) {
                fit.add(item);
                places.take(item);
            }
            asked += item.screen().isPresent() ? 1 : 0;
        }

        /// As many as may be wanted of those that there are places for now.
        private void hold(List<Item> next) {
            List<Item> some =
                    next.stream()
                            .filter(places::areOpenTo)
                            .limit(Math.max(AT_ONCE, places.left()))
                            .toList();
            screen(some, done);
            some.forEach(item -> held.add(item.id()));
        }

        Map<String, Integer> answers() {
            Map<String, Integer> answers = new TreeMap<>();
            for (Item item : benchmark.items()) {
                if (!item.answer().isEmpty()) {
                    answers.put(item.answer(), 0);
                }
            }
            for (Item item : fit) {
                answers.computeIfPresent(item.answer(), (answer, count) -> count + 1);
            }
            return answers;
        }
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
