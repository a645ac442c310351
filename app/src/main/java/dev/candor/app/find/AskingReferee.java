package dev.candor.app.find;

import dev.candor.lab.answer.Inquiry;
import dev.candor.lab.answer.Judge;
import dev.candor.lab.answer.ModelJudge;
import dev.candor.lab.answer.ModelSpan;
import dev.candor.lab.answer.RuleSpan;
import dev.candor.lab.answer.SpanFinder;
import java.nio.file.Path;

/// Asks a language model for verdicts, and for the answers' words if wanted.
final class AskingReferee implements Referee {
    private final Respondent respondent;
    private final Inquiry verdicts;
    private final Inquiry extracts;
    private final Judge judge;
    private final SpanFinder spans;

    /// @param respondent closed with this
    AskingReferee(Respondent respondent, Path folder, boolean spans) {
        this.respondent = respondent;
        this.verdicts =
                new Inquiry(
                        respondent.described(),
                        respondent.chat(ModelJudge.OPENING, ModelJudge.MAX_TOKENS),
                        folder.resolve("judge.jsonl"));
        this.extracts =
                new Inquiry(
                        respondent.described(),
                        respondent.chat(ModelSpan.OPENING, ModelSpan.MAX_TOKENS),
                        folder.resolve("extractor.jsonl"));
        this.judge = new ModelJudge(verdicts);
        this.spans = spans ? new ModelSpan(extracts) : new RuleSpan();
    }

    @Override
    public String described() {
        return respondent.described();
    }

    @Override
    public Judge judge() {
        return judge;
    }

    @Override
    public SpanFinder spans() {
        return spans;
    }

    @Override
    public Inquiry.Counts counts() {
        return verdicts.counts();
    }

    @Override
    public void close() {
        verdicts.close();
        extracts.close();
        respondent.close();
    }
}
