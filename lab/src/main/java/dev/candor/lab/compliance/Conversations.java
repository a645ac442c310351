package dev.candor.lab.compliance;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.ContinuousBatch.Begun;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.answer.Seeds;
import dev.candor.lab.store.RecordLog;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Has conversations of items under settings, all settings of an item side by side in one running
/// batch, each under its own gains. What the log holds is not asked again.
///
/// A reply's seed depends on the run's, the item and the turn, not on the setting: what differs
/// between settings is the dial alone.
public final class Conversations {
    private final Session session;
    private final Tokenizer tokenizer;
    private final Prompts prompts;
    private final List<String> stop;
    private final int width;
    private final long seed;
    private final RecordLog<Trial> log;
    private final Map<String, Trial> known = new HashMap<>();
    private final Recent recent = new Recent();

    /// @param stop texts that end every reply
    /// @param width replies that decode together
    /// @param log of trials
    public Conversations(
            Session session,
            Tokenizer tokenizer,
            Prompts prompts,
            List<String> stop,
            int width,
            long seed,
            RecordLog<Trial> log) {
        this.session = session;
        this.tokenizer = tokenizer;
        this.prompts = prompts;
        this.stop = stop;
        this.width = width;
        this.seed = seed;
        this.log = log;
        log.records().forEach(trial -> known.put(key(trial.item(), trial.setting()), trial));
    }

    /// All settings put the same words at first: templates are slow, and tokens need no copy.
    private int[] tokens(List<ChatMessage> turns, String begun) {
        return recent.computeIfAbsent(
                new Words(turns, begun), words -> prompts.of(words.turns(), words.begun()));
    }

    private record Words(List<ChatMessage> turns, String begun) {}

    /// The last few, by when they were needed.
    private static final class Recent extends LinkedHashMap<Words, int[]> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 512;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Words, int[]> eldest) {
            return size() > MOST;
        }
    }

    private static String key(String item, String setting) {
        return setting + "\n" + item;
    }

    /// The trial of an item under a setting, if it was held.
    public Optional<Trial> trial(Item item, Setting setting) {
        return Optional.ofNullable(known.get(key(item.id(), setting.name())));
    }

    /// Holds what is missing.
    ///
    /// @param done told of each trial once it is held
    public void hold(List<? extends Item> items, List<Setting> settings, Consumer<Trial> done) {
        Feed feed = new Feed(items, settings, done);
        List<int[]> first =
                items.stream().map(item -> prompts.of(item.opening().turns(), "")).toList();
        try (PromptCache cache =
                new PromptCache(session, PromptCache.commonPrefix(first), settings.size())) {
            new ContinuousBatch(session, tokenizer, cache, width).run(feed);
        }
    }

    /// Turns to take: those that follow a reply first, so that a conversation ends before others
    /// begin.
    private final class Feed implements Iterator<Turn> {
        private final ArrayDeque<Turn> following = new ArrayDeque<>();
        private final Iterator<? extends Item> items;
        private final List<Setting> settings;
        private final Consumer<Trial> done;

        Feed(List<? extends Item> items, List<Setting> settings, Consumer<Trial> done) {
            this.items = items.iterator();
            this.settings = settings;
            this.done = done;
        }

        @Override
        public boolean hasNext() {
            while (following.isEmpty() && items.hasNext()) {
                Item item = items.next();
                for (Setting setting : settings) {
                    if (trial(item, setting).isEmpty()) {
                        goOn(item, setting, Transcript.EMPTY, null);
                    }
                }
            }
            return !following.isEmpty();
        }

        @Override
        public Turn next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return following.remove();
        }

        /// Puts the next question in line, or keeps the trial.
        ///
        /// @param read what has read the conversation so far, null where nothing has
        void goOn(Item item, Setting setting, Transcript soFar, @Nullable Begun read) {
            boolean asks =
                    switch (item.next(soFar)) {
                        case Step.Ask ask -> {
                            Turn turn = new Turn(this, item, setting, soFar, ask, read);
                            if (turn.fits()) {
                                following.add(turn);
                            } else {
                                keep(item, setting, soFar, true);
                            }
                            yield turn.fits();
                        }
                        case Step.Assess assess -> {
                            keep(item, setting, soFar, false);
                            yield false;
                        }
                        case Step.End end -> {
                            keep(item, setting, soFar, false);
                            yield false;
                        }
                    };
            if (!asks && read != null) {
                read.close();
            }
        }

        private void keep(Item item, Setting setting, Transcript soFar, boolean tooLong) {
            Trial trial = new Trial(item.id(), setting.name(), soFar.replies(), tooLong);
            log.append(trial);
            known.put(key(trial.item(), trial.setting()), trial);
            done.accept(trial);
        }
    }

    /// One question of a conversation.
    private final class Turn implements ContinuousBatch.Job {
        private final Feed feed;
        private final Item item;
        private final Setting setting;
        private final Transcript soFar;
        private final Step.Ask ask;
        private final int[] prompt;
        private final Spellings spellings;
        private final @Nullable Begun begun;
        private List<Double> weighed = List.of();
        private @Nullable Begun end;

        Turn(
                Feed feed,
                Item item,
                Setting setting,
                Transcript soFar,
                Step.Ask ask,
                @Nullable Begun begun) {
            this.begun = begun;
            this.feed = feed;
            this.item = item;
            this.setting = setting;
            this.soFar = soFar;
            this.ask = ask;
            this.prompt = Conversations.this.tokens(ask.turns(), "");
            this.spellings =
                    new Spellings(
                            ask.options(),
                            prompt,
                            opening -> Conversations.this.tokens(ask.turns(), opening),
                            tokenizer);
        }

        boolean fits() {
            return prompt.length + Math.max(1, spellings.longest()) <= session.context();
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public Gains gains() {
            return setting.gains();
        }

        @Override
        public @Nullable Begun begun() {
            return begun;
        }

        /// The next question's prompt begins as this one did, and most often goes on as the reply.
        @Override
        public boolean keeps(Begun read) {
            end = read;
            return true;
        }

        @Override
        public List<int[]> alternatives() {
            return spellings.tokens();
        }

        @Override
        public void weighed(double[] logProbabilities) {
            weighed = spellings.options(logProbabilities);
        }

        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            if (done.isEmpty()) {
                Reply silent = new Reply("", 0, false, weighed);
                if (ask.onlyIf() >= 0 && silent.likeliest() != ask.onlyIf()) {
                    feed.goOn(item, setting, soFar.with(silent), null);
                    return List.of();
                }
                long own = Seeds.of(seed, item.seedName(), soFar.size());
                return List.of(ask.decoding().options(stop, own));
            }
            Generation reply = done.getFirst();
            boolean cut =
                    switch (reply.end()) {
                        case END_TOKEN, STOP_TEXT -> false;
                        case MAX_TOKENS, CONTEXT -> true;
                    };
            feed.goOn(
                    item,
                    setting,
                    soFar.with(new Reply(reply.text(), reply.tokens().length, cut, weighed)),
                    end);
            return List.of();
        }
    }
}
