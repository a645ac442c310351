package dev.candor.lab.answer;

import dev.candor.engine.forward.ContextExceededException;
import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.forward.Session;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A chat with a model that runs here: greedy at first, drawn when repeated. Prompts that were
/// announced are read and answered together.
public final class EngineChat implements Chat {
    private static final int WIDTH = 32;

    private final Session session;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final int maxTokens;
    private final PromptCache cache;
    private final Set<String> expected = new LinkedHashSet<>();
    private final Map<String, String> ready = new HashMap<>();

    /// @param opening what all prompts begin with; read once
    /// @param maxTokens longest reply
    public EngineChat(
            Session session,
            Tokenizer tokenizer,
            ChatTemplate template,
            String opening,
            int maxTokens) {
        this.session = session;
        this.tokenizer = tokenizer;
        this.template = template;
        this.maxTokens = maxTokens;
        this.cache =
                new PromptCache(
                        session,
                        PromptCache.commonPrefix(
                                List.of(tokens(opening + "A"), tokens(opening + "1"))));
    }

    private int[] tokens(String prompt) {
        String text = template.render(List.of(ChatMessage.user(prompt)), true);
        return tokenizer.encodePrompt(text).ids();
    }

    @Override
    public void expect(String prompt) {
        if (!ready.containsKey(prompt)) {
            expected.add(prompt);
        }
    }

    /// @throws ContextExceededException if the prompt, or one announced before it, leaves no room
    ///   for a reply
    @Override
    public String reply(String prompt, int attempt) {
        if (attempt > 0) {
            GenerateOptions drawn =
                    new GenerateOptions(
                            maxTokens, (float) Chat.temperature(attempt), 0, 1, List.of(), attempt);
            return generate(List.of(prompt), drawn).getFirst();
        }
        String known = ready.remove(prompt);
        if (known != null) {
            return known;
        }
        List<String> together = together(prompt);
        List<String> replies = generate(together, GenerateOptions.greedy(maxTokens, List.of()));
        for (int i = 1; i < together.size(); i++) {
            ready.put(together.get(i), replies.get(i));
        }
        return replies.getFirst();
    }

    /// A prompt, and those announced as far as they fit.
    private List<String> together(String prompt) {
        expected.remove(prompt);
        List<String> together = new ArrayList<>(List.of(prompt));
        for (Iterator<String> next = expected.iterator();
                next.hasNext() && together.size() < WIDTH; ) {
            together.add(next.next());
            next.remove();
        }
        return together;
    }

    private List<String> generate(List<String> prompts, GenerateOptions options) {
        String[] replies = new String[prompts.size()];
        List<Asked> jobs = new ArrayList<>();
        for (int i = 0; i < replies.length; i++) {
            jobs.add(new Asked(tokens(prompts.get(i)), options, i, replies));
        }
        new ContinuousBatch(session, tokenizer, cache, WIDTH).run(jobs.iterator());
        return List.of(replies);
    }

    @SuppressWarnings("ArrayRecordComponent") // handed through; never compared
    private record Asked(int[] prompt, GenerateOptions options, int number, String[] replies)
            implements ContinuousBatch.Job {
        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            if (done.isEmpty()) {
                return List.of(options);
            }
            replies[number] = done.getFirst().text();
            return List.of();
        }
    }

    @Override
    public void close() {
        cache.close();
    }
}
