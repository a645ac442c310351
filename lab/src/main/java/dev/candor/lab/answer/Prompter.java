package dev.candor.lab.answer;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.corpus.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns questions into the tokens a model reads, in one style.
public final class Prompter {
    /// Examples of our own; none of them is in the fact tables.
    private static final String EXAMPLES =
            """
            Q: Which city is famous for its gondolas?
            A: Venice

            Q: Which meal do people eat in the morning?
            A: Breakfast

            Q: Who holds court at Camelot in the legends?
            A: King Arthur

            Q: What do you turn in a lock to open a door?
            A: A key

            Q: Which board game ends with a checkmate?
            A: Chess

            """;

    /// What stands for the question in a form.
    public static final String SLOT = "{question}";

    /// How a model without tuning is asked. Source: Gao et al. 2025, arXiv:2512.01797.
    public static final String ANSWER_FORM = SLOT + "\nAnswer:";

    private static final String FEW_SHOT_FORM = EXAMPLES + "Q: " + SLOT + "\nA:";

    private final Tokenizer tokenizer;
    private final PromptStyle style;
    private final @Nullable ChatTemplate template;
    private final String form;

    private Prompter(Tokenizer tokenizer, PromptStyle style, @Nullable ChatTemplate template) {
        this(tokenizer, style, template, FEW_SHOT_FORM);
    }

    private Prompter(
            Tokenizer tokenizer, PromptStyle style, @Nullable ChatTemplate template, String form) {
        this.tokenizer = tokenizer;
        this.style = style;
        this.template = template;
        this.form = form;
    }

    /// @param form text with [#SLOT] where the question goes, up to where the reply begins
    /// @throws IllegalArgumentException if the form has not exactly one place for the question
    public static Prompter completion(Tokenizer tokenizer, String form) {
        int at = form.indexOf(SLOT);
        if (at < 0 || form.indexOf(SLOT, at + 1) >= 0) {
            throw new IllegalArgumentException(
                    "the form is '" + form + "', expected " + SLOT + " in it once");
        }
        return new Prompter(tokenizer, PromptStyle.COMPLETION, null, form);
    }

    public static Prompter fewShot(Tokenizer tokenizer) {
        return new Prompter(tokenizer, PromptStyle.FEW_SHOT, null);
    }

    public static Prompter chat(Tokenizer tokenizer, ChatTemplate template) {
        return new Prompter(tokenizer, PromptStyle.CHAT, template);
    }

    public static Prompter bare(Tokenizer tokenizer, ChatTemplate template) {
        return new Prompter(tokenizer, PromptStyle.BARE, template);
    }

    public PromptStyle style() {
        return style;
    }

    /// The prompt of a question, up to where the reply begins.
    public int[] prompt(String question) {
        return prompt(List.of(ChatMessage.user(question)));
    }

    /// The prompt of a conversation that ends with a question, up to where the reply begins.
    ///
    /// @param turns oldest first; a single one for few-shot prompts, which hold no conversation
    public int[] prompt(List<ChatMessage> turns) {
        return prompt(turns, "");
    }

    /// The same, and a beginning of the reply behind it, cut into tokens together.
    ///
    /// @param begun text
    public int[] prompt(List<ChatMessage> turns, String begun) {
        String question = turns.getLast().content();
        List<ChatMessage> before = turns.subList(0, turns.size() - 1);
        return switch (style) {
            case FEW_SHOT -> plain(question, before, begun);
            case COMPLETION -> plain(Instruction.stripFrom(question), before, begun);
            case BARE -> chat(Instruction.stripFrom(question), before, begun);
            case CHAT -> chat(Instruction.appendTo(question), before, begun);
        };
    }

    private int[] plain(String question, List<ChatMessage> before, String begun) {
        if (!before.isEmpty()) {
            throw new IllegalArgumentException(
                    "a " + style.label() + " prompt holds no conversation");
        }
        String text = form.replace(SLOT, question.strip()) + begun;
        return tokenizer.encode(text, true, false).ids();
    }

    private int[] chat(String asked, List<ChatMessage> before, String begun) {
        List<ChatMessage> turns = new ArrayList<>(before);
        turns.add(ChatMessage.user(asked));
        String text = Objects.requireNonNull(template).render(turns, true) + begun;
        return tokenizer.encodePrompt(text).ids();
    }

    /// Texts that end a reply, beside the model's own end tokens.
    public List<String> stop() {
        return template == null ? List.of("\n") : List.of();
    }
}
