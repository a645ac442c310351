package dev.candor.app.comply;

import dev.candor.app.find.Progress;
import dev.candor.app.find.QuestionSource;
import dev.candor.engine.neuron.Gains;
import dev.candor.lab.answer.Judge;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFileException;
import dev.candor.lab.report.RetentionReport;
import dev.candor.lab.retention.HeldOutPerplexity;
import dev.candor.lab.retention.KnownQuestions;
import dev.candor.lab.retention.KnownReply;
import dev.candor.lab.retention.MultipleChoice;
import dev.candor.lab.retention.RetentionPart;
import dev.candor.lab.retention.Selection;
import dev.candor.lab.retention.Setting;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Measures what the model keeps of its abilities at every α of every set.
final class RetentionStage {
    /// Tokens of a window of text, where the context is as long.
    private static final int WINDOW = 512;

    private final MeasureOptions options;
    private final Subject subject;
    private final Judge judge;
    private final Progress progress;

    /// Questions to ask; and what needs nothing of the model to be known.
    private final @Nullable AskedQuestions questions;

    private final RetentionReport.@Nullable Text text;
    private final RetentionReport.@Nullable Choices choices;
    private final List<RetentionPart> parts = new ArrayList<>();
    private final List<String> described = new ArrayList<>();

    /// Reads all files, so that a run which would fail over one of them does not begin.
    ///
    /// @param judge of right answers
    RetentionStage(MeasureOptions options, Subject subject, Judge judge, Progress progress) {
        this.options = options;
        this.subject = subject;
        this.judge = judge;
        this.progress = progress;
        QuestionSource source = options.keeping().known();
        this.questions = source == null ? null : questions(source);
        Keeping.NamedFile plain = options.keeping().text();
        this.text = plain == null ? null : text(plain);
        Keeping.NamedFile folder = options.keeping().choices();
        this.choices = folder == null ? null : choices(folder);
    }

    private AskedQuestions questions(QuestionSource source) {
        AskedQuestions read = AskedQuestions.read(source, options.seed());
        described.add("known " + read.described());
        return read;
    }

    private RetentionReport.Text text(Keeping.NamedFile plain) {
        boolean byLine = options.keeping().byLine();
        String hash = Keeping.hash(plain.file());
        describe(byLine ? "lines" : "text", plain.name(), Integer.MAX_VALUE, hash);
        int window = Math.min(WINDOW, subject.loaded().session().context());
        HeldOutPerplexity part = perplexity(plain, window);
        parts.add(part);
        return new RetentionReport.Text(
                plain.name(), hash, byLine ? 0 : window, part.items().size());
    }

    private RetentionReport.Choices choices(Keeping.NamedFile folder) {
        ChoiceSet set = ChoiceSet.read(folder);
        describe("choices", folder.name(), folder.limit(), set.sha256());
        parts.add(
                new MultipleChoice(
                        subject.loaded().session(),
                        subject.loaded().tokenizer(),
                        set.questions(),
                        set.examples(),
                        set.shots()));
        return new RetentionReport.Choices(
                folder.name(), set.sha256(), set.questions().size(), set.shots());
    }

    private void describe(String what, String name, int limit, String hash) {
        String some = limit == Integer.MAX_VALUE ? "" : ", " + limit + " of it";
        described.add("%s %s%s sha256 %s".formatted(what, name, some, hash));
    }

    /// Its files as settings record them: another file is another run.
    String described() {
        return described.isEmpty() ? "nothing" : String.join("; ", described);
    }

    /// @return null if nothing is to be measured
    @Nullable RetentionReport measure(Path run, Dials dials) {
        if (options.keeping().isNothing()) {
            return null;
        }
        try (OpenRetention open = open(run)) {
            open.measure("keep", settings(dials), Selection.ALL);
            return new RetentionReport(
                    open.known(), text, choices, open.log().sets(dials, options.seed()));
        }
    }

    /// What was measured before and what can be measured next, in a run's folder; asks the
    /// untouched model what it knows.
    OpenRetention open(Path run) {
        RetentionLog log = new RetentionLog(run);
        try {
            List<RetentionPart> all = new ArrayList<>(parts);
            RetentionReport.@Nullable Known known = null;
            List<Question> answered = List.of();
            AskedQuestions read = questions;
            if (read != null) {
                answered = answered(read.asked(), log);
                known =
                        new RetentionReport.Known(
                                read.source().name(),
                                read.sha256(),
                                read.asked().size(),
                                answered.size());
                all.addFirst(known(answered));
            }
            return new OpenRetention(log, all, known, answered, progress);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /// Those that are asked whether the model knows them.
    @Nullable AskedQuestions questions() {
        return questions;
    }

    RetentionReport.@Nullable Text text() {
        return text;
    }

    RetentionReport.@Nullable Choices choices() {
        return choices;
    }

    private static List<Setting> settings(Dials dials) {
        return dials.settings().stream()
                .map(setting -> new Setting(setting.name(), setting.gains()))
                .toList();
    }

    /// Those that the untouched model answers right.
    private List<Question> answered(List<Question> asked, RetentionLog log) {
        Setting untouched = new Setting(RetentionLog.UNTOUCHED, Gains.NONE);
        new OpenRetention(log, List.of(known(asked)), null, asked, progress)
                .measure("known", List.of(untouched), Selection.ALL);
        Set<String> right = new HashSet<>();
        for (KnownReply reply : log.known()) {
            if (reply.setting().equals(untouched.name()) && reply.verdict() == Verdict.CORRECT) {
                right.add(reply.item());
            }
        }
        return asked.stream().filter(question -> right.contains(question.id())).toList();
    }

    private KnownQuestions known(List<Question> questions) {
        return AskedQuestions.of(questions, subject, judge, options);
    }

    private HeldOutPerplexity perplexity(Keeping.NamedFile text, int window) {
        try {
            String whole = Files.readString(text.file());
            return options.keeping().byLine()
                    ? HeldOutPerplexity.lines(
                            subject.loaded().session(), subject.loaded().tokenizer(), whole)
                    : HeldOutPerplexity.windows(
                            subject.loaded().session(),
                            subject.loaded().tokenizer(),
                            whole,
                            window);
        } catch (CharacterCodingException e) {
            throw new QuestionFileException(text.file(), "is not UTF-8 text", e);
        } catch (IOException e) {
            throw new QuestionFileException(text.file(), "cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new QuestionFileException(text.file(), String.valueOf(e.getMessage()), e);
        }
    }
}
