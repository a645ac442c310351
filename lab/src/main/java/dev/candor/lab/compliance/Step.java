package dev.candor.lab.compliance;

import dev.candor.engine.tokenizer.ChatMessage;
import java.util.List;
import java.util.Map;

/// What an item does next.
public sealed interface Step {
    /// Puts a conversation to the model and takes a reply.
    ///
    /// @param turns oldest first; the last is the user's
    /// @param decoding of the reply
    /// @param options replies whose log-probability is weighed before the reply is drawn; may be
    ///   empty
    /// @param onlyIf the option without which, if it is not the likeliest, no reply is drawn; -1
    ///   where one is drawn in any case
    record Ask(List<ChatMessage> turns, Decoding decoding, List<String> options, int onlyIf)
            implements Step {
        public Ask {
            turns = List.copyOf(turns);
            options = List.copyOf(options);
        }

        public Ask(List<ChatMessage> turns, Decoding decoding, List<String> options) {
            this(turns, decoding, options, -1);
        }
    }

    /// Leaves the verdict to an [Assessor].
    ///
    /// @param question what the model was asked
    /// @param references replies that hold to what is right; may be empty
    /// @param reply what it said
    record Assess(String question, List<String> references, String reply) implements Step {
        public Assess {
            references = List.copyOf(references);
        }
    }

    /// It is over.
    record End(Map<Reading, Outcome> outcomes) implements Step {
        public End {
            outcomes = Map.copyOf(outcomes);
        }

        static End text(Outcome outcome) {
            return new End(Map.of(Reading.TEXT, outcome));
        }
    }
}
