package dev.candor.guard.langchain4j;

import dev.candor.guard.live.GuardReply;
import dev.candor.guard.monitor.Risk;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What LangChain4j says beside a message, and its risk.
public final class CandorResponseMetadata extends ChatResponseMetadata {
    private final GuardReply reply;

    private CandorResponseMetadata(Builder builder) {
        super(builder);
        this.reply = builder.reply;
    }

    static Builder of(GuardReply reply) {
        return new Builder(reply);
    }

    /// The risk of the model's reply, whether it went out or not.
    public Risk risk() {
        return reply.risk();
    }

    /// Everything that is known of the reply.
    public GuardReply reply() {
        return reply;
    }

    @Override
    public Builder toBuilder() {
        Builder builder = new Builder(reply);
        toBuilder(builder);
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof CandorResponseMetadata candor
                && reply.equals(candor.reply);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), reply);
    }

    /// Changes what LangChain4j says; the reply stays.
    public static final class Builder extends ChatResponseMetadata.Builder<Builder> {
        private final GuardReply reply;

        private Builder(GuardReply reply) {
            this.reply = reply;
        }

        @Override
        public CandorResponseMetadata build() {
            return new CandorResponseMetadata(this);
        }
    }
}
