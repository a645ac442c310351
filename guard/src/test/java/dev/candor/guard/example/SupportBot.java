package dev.candor.guard.example;

import dev.candor.guard.langchain4j.CandorChatModel;
import dev.candor.guard.langchain4j.PolicyGuardrail;
import dev.candor.guard.live.Guard;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.policy.PolicyFile;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.SystemMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// A support bot that must not invent a warranty: an AI service of LangChain4j on a watched model,
/// and a policy between them.
public final class SupportBot {
    /// What customers talk to.
    interface Assistant {
        @SystemMessage("You answer customers of a bicycle shop in one short sentence.")
        Result<String> answer(String question);
    }

    private SupportBot() {}

    static Assistant assistant(Guard guard, Policy policy) {
        return AiServices.builder(Assistant.class)
                .chatModel(new CandorChatModel(guard))
                .outputGuardrails(new PolicyGuardrail(policy))
                .build();
    }

    /// @param arguments model, probe, policy, and questions
    public static void main(String[] arguments) throws IOException {
        Policy policy = PolicyFile.read(Path.of(arguments[2]));
        try (Guard guard = Guard.open(Path.of(arguments[0]), Path.of(arguments[1]))) {
            Assistant assistant = assistant(guard, policy);
            for (String question : Arrays.asList(arguments).subList(3, arguments.length)) {
                System.out.println(question);
                System.out.println("  " + assistant.answer(question).content());
            }
        }
    }
}
