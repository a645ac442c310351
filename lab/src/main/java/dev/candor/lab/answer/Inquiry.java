package dev.candor.lab.answer;

import dev.candor.lab.store.RecordLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts prompts to a language model until a reply can be read, a bounded number of times. Every
/// reply is kept in a log, so that the same thing is never asked twice, by a run that was killed
/// neither.
public final class Inquiry implements AutoCloseable {
    /// Times a prompt is put before it is given up.
    public static final int ATTEMPTS = 3;

    /// One reply, as the log keeps it.
    ///
    /// @param key SHA-256 of who was asked and of the prompt
    /// @param attempt from 0
    /// @param reply as it came
    /// @param valid whether it could be read
    public record Asked(String key, int attempt, String reply, boolean valid) {}

    /// How prompts fared, each counted once however often it was put, and whether its replies came
    /// from the log or not.
    ///
    /// @param asked prompts
    /// @param repeated of them, those that were put more than once
    /// @param invalid of them, those that never got a reply that could be read
    public record Counts(int asked, int repeated, int invalid) {
        public static final Counts NONE = new Counts(0, 0, 0);
    }

    private record Outcome(int attempts, boolean valid) {}

    private final String respondent;
    private final Chat chat;
    private final Path file;
    private final Map<String, List<String>> replies = new HashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private @Nullable RecordLog<Asked> log;

    /// @param respondent who is asked: whatever decides the replies beside the prompt
    /// @param chat closed with this
    /// @param file the log, opened when it is first needed
    public Inquiry(String respondent, Chat chat, Path file) {
        this.respondent = respondent;
        this.chat = chat;
        this.file = file;
    }

    /// @param reader what a reply says; nothing if it is not a valid one
    /// @return empty if no attempt got a valid reply
    public <T> Optional<T> ask(String prompt, Function<String, Optional<T>> reader) {
        String key = key(prompt);
        RecordLog<Asked> kept = log();
        List<String> known = replies.computeIfAbsent(key, any -> new ArrayList<>());
        Optional<T> read = Optional.empty();
        int attempt = 0;
        for (; attempt < ATTEMPTS && read.isEmpty(); attempt++) {
            boolean isNew = attempt == known.size();
            String reply = isNew ? chat.reply(prompt, attempt) : known.get(attempt);
            read = reader.apply(reply);
            if (isNew) {
                kept.append(new Asked(key, attempt, reply, read.isPresent()));
                known.add(reply);
            }
        }
        outcomes.put(key, new Outcome(attempt, read.isPresent()));
        return read;
    }

    /// Told of a prompt that will be put soon.
    public void expect(String prompt) {
        log();
        if (!replies.containsKey(key(prompt))) {
            chat.expect(prompt);
        }
    }

    /// Of the prompts put since this was made.
    public Counts counts() {
        int repeated = 0;
        int invalid = 0;
        for (Outcome outcome : outcomes.values()) {
            repeated += outcome.attempts() > 1 ? 1 : 0;
            invalid += outcome.valid() ? 0 : 1;
        }
        return new Counts(outcomes.size(), repeated, invalid);
    }

    private RecordLog<Asked> log() {
        RecordLog<Asked> open = log;
        if (open == null) {
            open = RecordLog.open(file, Asked.class);
            for (Asked asked : open.records()) {
                replies.computeIfAbsent(asked.key(), any -> new ArrayList<>()).add(asked.reply());
            }
            log = open;
        }
        return open;
    }

    private String key(String prompt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] text = (respondent + "\n" + prompt).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        chat.close();
        if (log != null) {
            log.close();
        }
    }
}
