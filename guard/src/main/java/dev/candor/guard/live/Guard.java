package dev.candor.guard.live;

import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.OpenModel;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.ChatTemplateException;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.policy.LivePolicy;
import dev.candor.lab.probe.ModelBinding;
import dev.candor.lab.probe.OtherModelException;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// A model whose answers are watched, and held back where a policy says so, for programs: opens all
/// that it takes and closes it again.
///
/// May be asked from several threads; replies are then generated together.
public final class Guard implements AutoCloseable {
    /// Whoever asks through here takes turns with nobody.
    private static final String ASKER = "";

    private final OpenModel open;
    private final ChatTemplate template;
    private final Monitor monitor;
    private final LiveModel live;
    private final GuardedModel guarded;
    private final @Nullable LivePolicy policy;
    private final float alpha;
    private final GenerateOptions reply;
    private final Duration deadline;

    /// Read by who makes a prompt, written by who closes: the tokenizer must outlive its calls.
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();

    private boolean closed;

    private Guard(GuardBuilder from, OpenModel open, Probe probe, @Nullable LivePolicy policy) {
        this.open = open;
        this.template = open.requireTemplate("questions to a guarded model");
        this.monitor = new Monitor(probe, open.session());
        this.policy = policy;
        this.alpha = from.alpha;
        this.reply = from.reply;
        this.deadline = from.deadline;
        this.live = new LiveModel(open.session(), open.tokenizer(), from.limits);
        this.guarded =
                new GuardedModel(
                        live,
                        from.verifier,
                        failure -> from.problems.accept("the verifier failed: " + failure));
    }

    /// Watches a model, and lets every answer out.
    ///
    /// @param model a GGUF file, or the folder of a Hugging Face model
    /// @param probe made on this model
    /// @throws IOException and what else [GuardBuilder#open] throws
    public static Guard open(Path model, Path probe) throws IOException {
        return builder(model, probe).open();
    }

    /// To say more than that.
    ///
    /// @param model a GGUF file, or the folder of a Hugging Face model
    /// @param probe made on this model
    public static GuardBuilder builder(Path model, Path probe) {
        return new GuardBuilder(model, probe);
    }

    static Guard open(GuardBuilder from) throws IOException {
        Probe probe = ProbeFile.read(from.probe);
        Path rules = from.policy;
        LivePolicy policy =
                rules == null
                        ? null
                        : LivePolicy.of(rules, problem -> from.problems.accept(problem.message()));
        Model model = Model.of(ModelFiles.open(from.model));
        AutoCloseable opened = model;
        try {
            requireSame(from, probe.binding(), model);
            OpenModel open = OpenModel.of(model, from.threads, from.problems);
            opened = open;
            return new Guard(from, open, probe, policy);
        } catch (RuntimeException | Error problem) {
            close(opened, problem);
            throw problem;
        }
    }

    private static void requireSame(GuardBuilder from, ModelBinding binding, Model model) {
        try {
            binding.requireShape(model.config().layers(), model.config().ffn());
            binding.requireModel(model.file().sha256());
        } catch (OtherModelException other) {
            throw new OtherModelException(
                    "%s: %s (%s)".formatted(from.probe, other.getMessage(), from.model));
        }
    }

    private static void close(AutoCloseable opened, Throwable problem) {
        try {
            opened.close();
        } catch (Exception second) {
            problem.addSuppressed(second);
        }
    }

    /// As the model's file calls it.
    public String modelName() {
        return open.model().config().name();
    }

    /// How to reply where a question does not say.
    public GenerateOptions reply() {
        return reply;
    }

    /// Asks, and waits for the answer; see [#chat(List, GenerateOptions, ReplySink)].
    public GuardReply ask(String question) {
        return ask(question, ReplySink.NONE);
    }

    /// Asks, and waits for the answer; see [#chat(List, GenerateOptions, ReplySink)].
    public GuardReply ask(String question, ReplySink sink) {
        return chat(List.of(ChatMessage.user(question)), reply, sink);
    }

    /// Goes on with a conversation; see [#chat(List, GenerateOptions, ReplySink)].
    public GuardReply chat(List<ChatMessage> messages) {
        return chat(messages, reply, ReplySink.NONE);
    }

    /// Goes on with a conversation, and waits for the answer.
    ///
    /// @param messages the last of the user's is the question; a policy's topics look at all of the
    ///   user's
    /// @param options how to reply; what the context has no room for is left out
    /// @param sink takes the tokens that go out, as soon as they may, by the thread that asks. What
    ///   a policy says instead of a reply, or after it, is in the text alone
    /// @throws IllegalArgumentException if the model cannot read the conversation
    /// @throws BusyException if too many wait
    /// @throws ClosingException if this was closed
    /// @throws DeadlineException if time is over before the answer is whole
    public GuardReply chat(List<ChatMessage> messages, GenerateOptions options, ReplySink sink) {
        Wanted wanted = wanted(messages, options);
        try (Place place = live.admit(ASKER, 1).getFirst()) {
            Guarded came =
                    guarded.answer(
                            place,
                            wanted,
                            monitor,
                            policy == null ? null : policy.current(),
                            deadline,
                            sink);
            return new GuardReply(wanted.question(), wanted.prompt().length, came);
        }
    }

    private Wanted wanted(List<ChatMessage> messages, GenerateOptions options) {
        int[] prompt = prompt(messages);
        int context = open.session().context();
        if (prompt.length == 0 || prompt.length >= context) {
            throw new IllegalArgumentException(
                    "the messages make %d tokens, expected 1 to %d: the model's context is %d"
                            .formatted(prompt.length, context - 1, context));
        }
        GenerateOptions fitting =
                new GenerateOptions(
                        Math.min(options.maxTokens(), context - prompt.length),
                        options.temperature(),
                        options.topK(),
                        options.topP(),
                        options.stop(),
                        options.seed());
        List<String> asked =
                messages.stream()
                        .filter(message -> message.role().equals("user"))
                        .map(ChatMessage::content)
                        .toList();
        String question = asked.isEmpty() ? "" : asked.getLast();
        return new Wanted(question, asked, prompt, fitting, gains(alpha), 0, false, -1);
    }

    private int[] prompt(List<ChatMessage> messages) {
        closing.readLock().lock();
        try {
            if (closed) {
                throw new ClosingException();
            }
            return open.tokenizer().encodePrompt(template.render(messages, true)).ids();
        } catch (ChatTemplateException refused) {
            throw new IllegalArgumentException("the messages: " + refused.getMessage(), refused);
        } finally {
            closing.readLock().unlock();
        }
    }

    private Gains gains(double factor) {
        return Gains.of(monitor.probe().hNeurons(), (float) factor);
    }

    /// Ends what runs, whose askers get a [ClosingException], and closes the model. Does nothing to
    /// a closed one.
    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            closing.writeLock().unlock();
        }
        live.close();
        open.close();
    }
}
