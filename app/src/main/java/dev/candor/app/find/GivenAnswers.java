package dev.candor.app.find;

import dev.candor.engine.forward.Generation;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.answer.AnswerTokens;
import dev.candor.lab.answer.Consistency;
import dev.candor.lab.answer.Consistency.Outcome;
import dev.candor.lab.answer.LabelledAnswer;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.ReplyTokens;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Container;
import dev.candor.lab.corpus.FileHash;
import dev.candor.lab.corpus.Instruction;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionFormat;
import dev.candor.lab.corpus.SkippedLine;
import dev.candor.lab.official.AnswerTokensFile;
import dev.candor.lab.official.OfficialAnswer;
import dev.candor.lab.official.OfficialIds;
import dev.candor.lab.official.OfficialRow;
import dev.candor.lab.official.OfficialSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Training answers that were collected and judged elsewhere: by the published pipeline, or by a
/// run of ours that was written as its files. They must be the same model's.
///
/// @param file the questions; what was answered right is the one answer accepted, what was answered
///   wrong leaves none
/// @param byQuestion the answers, by id of the question
/// @param style as the questions were put
/// @param labels hash of the file of labels
record GivenAnswers(
        QuestionFile file,
        Map<String, OfficialAnswer> byQuestion,
        PromptStyle style,
        String labels) {
    private static final Consistency ONE = new Consistency(1, 1, 1);
    private static final SpanResult NOT_TOKENISED =
            new SpanResult.None(SpanResult.Reason.NOT_TOKENISED);

    static GivenAnswers read(Path answers, Path labels) {
        try {
            List<OfficialRow> rows = AnswerTokensFile.read(answers);
            OfficialSet set = OfficialSet.of(rows, OfficialIds.read(labels));
            String source = String.valueOf(answers.getFileName()).replaceFirst("\\.jsonl?$", "");
            Map<String, OfficialAnswer> byQuestion = new LinkedHashMap<>();
            List<Question> questions = new ArrayList<>();
            boolean instructed = false;
            for (OfficialAnswer answer : set.answers()) {
                String asked = answer.row().question();
                String bare = Instruction.stripFrom(asked);
                instructed |= !bare.equals(asked.strip());
                String id = source + "#" + answer.row().qid();
                List<String> accepted =
                        answer.verdict() == Verdict.CORRECT ? List.of(answer.text()) : List.of();
                questions.add(new Question(id, source, bare, accepted));
                byQuestion.put(id, answer);
            }
            QuestionFile file =
                    new QuestionFile(
                            source,
                            FileHash.of(answers),
                            Container.JSON_LINES,
                            QuestionFormat.SAMPLES,
                            rows.size(),
                            questions,
                            lost(set),
                            0);
            PromptStyle style = instructed ? PromptStyle.CHAT : PromptStyle.BARE;
            return new GivenAnswers(file, byQuestion, style, FileHash.of(labels));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// Ids without an answer; which line they would be on, nobody knows.
    private static List<SkippedLine> lost(OfficialSet set) {
        List<SkippedLine> lost = new ArrayList<>();
        set.notMatched()
                .forEach((reason, count) ->
                        lost.addAll(
                                Collections.nCopies(count, new SkippedLine(0, reason.label()))));
        return lost;
    }

    /// What collecting would have come to: every question is as its label says.
    TrainingCollection.Result collection(StudyQuestions study) {
        Map<Question, Outcome> outcomes = new LinkedHashMap<>();
        for (Question question : study.trainingQuestions()) {
            outcomes.put(
                    question,
                    answer(question).verdict() == Verdict.CORRECT
                            ? Outcome.CONSISTENTLY_CORRECT
                            : Outcome.CONSISTENTLY_WRONG);
        }
        return new TrainingCollection.Result(ONE, outcomes, 0, 0);
    }

    private OfficialAnswer answer(Question question) {
        OfficialAnswer answer = byQuestion.get(question.id());
        if (answer == null) {
            throw new IllegalArgumentException("no answer was given to " + question.id());
        }
        return answer;
    }

    /// The answers in tokens of our own.
    AnswerLog.Result answers(StudyQuestions study, Prompter prompter, Tokenizer tokenizer) {
        ReplyTokens tokens = new ReplyTokens(tokenizer);
        List<LabelledAnswer> answers = new ArrayList<>();
        List<AnswerLog.Dropped> dropped = new ArrayList<>();
        for (Question question : study.trainingQuestions()) {
            OfficialAnswer given = answer(question);
            Optional<ReplyTokens.Reply> reply =
                    tokens.encode(
                            prompter.prompt(question.text()),
                            given.row().response().stripTrailing());
            Optional<Response> response = reply.map(encoded -> response(question, encoded));
            switch (response.map(said -> span(said, given)).orElse(NOT_TOKENISED)) {
                case SpanResult.Found found ->
                        answers.add(
                                new LabelledAnswer(
                                        question,
                                        response.orElseThrow(),
                                        given.verdict(),
                                        found.span()));
                case SpanResult.None none ->
                        dropped.add(
                                new AnswerLog.Dropped(
                                        question, given.verdict(), AnswerLog.reason(none)));
            }
        }
        return new AnswerLog.Result(answers, dropped);
    }

    private static Response response(Question question, ReplyTokens.Reply reply) {
        return new Response(
                question.id(),
                0,
                reply.decoded().text(),
                reply.ids(),
                reply.decoded().starts(),
                reply.decoded().ends(),
                Generation.End.END_TOKEN);
    }

    private static SpanResult span(Response response, OfficialAnswer given) {
        return AnswerTokens.of(given.place(), response.text(), response.starts(), response.ends());
    }
}
