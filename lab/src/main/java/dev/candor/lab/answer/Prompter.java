package dev.candor.lab.answer;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.corpus.Instruction;
import java.util.List;
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

    private final Tokenizer tokenizer;
    private final PromptStyle style;
    private final @Nullable ChatTemplate template;

    private Prompter(Tokenizer tokenizer, PromptStyle style, @Nullable ChatTemplate template) {
        this.tokenizer = tokenizer;
        this.style = style;
        this.template = template;
    }

    public static Prompter fewShot(Tokenizer tokenizer) {
        return new Prompter(tokenizer, PromptStyle.FEW_SHOT, null);
    }

    public static Prompter chat(Tokenizer tokenizer, ChatTemplate template) {
        return new Prompter(tokenizer, PromptStyle.CHAT, template);
    }

    public PromptStyle style() {
        return style;
    }

    /// The prompt of a question, up to where the reply begins.
    public int[] prompt(String question) {
        if (template == null) {
            String text = EXAMPLES + "Q: " + question.strip() + "\nA:";
            return tokenizer.encode(text, true, false).ids();
        }
        String text =
                template.render(
                        List.of(new ChatMessage("user", Instruction.appendTo(question))), true);
        return tokenizer.encodePrompt(text).ids();
    }

    /// Texts that end a reply, beside the model's own end tokens.
    public List<String> stop() {
        return template == null ? List.of("\n") : List.of();
    }
}
