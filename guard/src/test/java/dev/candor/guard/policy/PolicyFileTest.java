package dev.candor.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class PolicyFileTest {
    private static final String GOOD =
            """
            version: 1
            mode: buffered
            fail: open
            sentences:
              abstain: no idea
              review: later
            topics:
              warranty: {keywords: [warranty, money back], regex: "refund(s|ed)?", in: reply}
            rules:
              - name: claims
                when: {topic: warranty, risk: 0.5}
                then: {review: a colleague looks}
              - name: wild
                when: {risk: threshold, length: {above: 2, below: 50}}
                then: {retry: {alpha: 0.25, times: 3, else: flag}}
              - name: silent
                when: {no-score: true}
                then: {verify: {supported: flag, refuted: {abstain: no}, unknown: review}}
            otherwise: allow
            no-score: abstain
            spot-check: {share: 0.02, seed: 7}
            """;

    @TempDir private Path folder;

    @Test
    void everythingInAFileIsInThePolicy() throws IOException {
        Path file = folder.resolve("shop.v2.yaml");
        Files.writeString(file, GOOD);
        Policy policy = PolicyFile.read(file);
        Topic topic = policy.topics().getFirst();
        assertThat(topic.keywords())
                .extracting(Keyword::word)
                .containsExactly("warranty", "money back");
        assertThat(topic.pattern()).hasToString("refund(s|ed)?");
        assertThat(topic.in()).isEqualTo(Topic.Place.REPLY);
        assertThat(policy)
                .isEqualTo(
                        new Policy(
                                "shop.v2",
                                Sha256.of(GOOD.getBytes(StandardCharsets.UTF_8)),
                                Mode.BUFFERED,
                                Fail.OPEN,
                                List.of(topic),
                                List.of(
                                        new Rule(
                                                "claims",
                                                List.of(
                                                        new Condition.About("warranty"),
                                                        new Condition.RiskAtLeast(0.5)),
                                                new Action.Review("a colleague looks")),
                                        new Rule(
                                                "wild",
                                                List.of(
                                                        new Condition.AboveThreshold(),
                                                        new Condition.Length(2, 50)),
                                                new Action.Retry(0.25, 3, new Action.Flag())),
                                        new Rule(
                                                "silent",
                                                List.of(new Condition.NoScore()),
                                                new Action.Verify(
                                                        new Action.Flag(),
                                                        new Action.Abstain("no"),
                                                        new Action.Review("later")))),
                                new Action.Allow(),
                                new Action.Abstain("no idea"),
                                new Wordings("no idea", "later"),
                                new SpotCheck(0.02, 7)));
    }

    @Test
    void whatIsLeftOutIsOnTheSafeSide() {
        Policy policy = Policies.of("rules: []");
        assertThat(policy.name()).isEqualTo("shop");
        assertThat(policy.mode()).isEqualTo(Mode.BUFFERED);
        assertThat(policy.fail()).isEqualTo(Fail.CLOSED);
        assertThat(policy.otherwise()).isEqualTo(new Action.Allow());
        assertThat(policy.noScore()).isEqualTo(new Action.Abstain(policy.sentences().abstain()));
    }

    /// Each row changes one place of the good file.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    version: 1       | version: 2        | 1:10: version: found 2, expected a whole number from 1 to 1
                    version: 1       | version: '1'      | 1:10: version: found "1", expected a whole number from 1 to 1
                    version: 1       | fail: open        | 3:1: policy: found the key fail twice, expected it once
                    version: 1       | # none            | 2:1: policy: found no key version, expected one
                    mode: buffered   | mode: fast        | 2:7: mode: found "fast", expected buffered or streaming
                    mode: buffered   | mood: buffered    | 2:1: policy: found the key mood, expected fail, mode, no-score, otherwise, rules, sentences, spot-check, topics or version
                    mode: buffered   | 1: buffered       | 2:1: policy: found 1, expected a word as key
                    mode: buffered   | [a, b]: buffered  | 2:1: policy: found a list, expected a word as key
                    mode: buffered   | mode:             | 2:6: mode: found nothing, expected buffered or streaming
                    fail: open       | fail: [open]      | 3:7: fail: found a list, expected closed or open
                    abstain: no idea | abstain: ''       | 5:12: sentences.abstain: found "", expected a sentence
                    abstain: no idea | abstain: no       | none
                    abstain: no idea | abstain: 5        | 5:12: sentences.abstain: found 5, expected a sentence
                    abstain: no idea | abstain: !x a     | 5:12: sentences.abstain: found a, expected a sentence
                    in: reply        | in: answer        | 8:76: topics.warranty.in: found "answer", expected both, question or reply
                    warranty,        | '',               | 8:25: topics.warranty.keywords[0]: found "", expected a text of 1 to 100 characters
                    warranty,        | 5,                | 8:25: topics.warranty.keywords[0]: found 5, expected a text of 1 to 100 characters
                    refund(s         | refund((s         | ~8:55: topics.warranty.regex: found "refund((s|ed)?", expected RE2's syntax (missing closing ))~
                    refund(s         | (?=refund)(s      | ~8:55: topics.warranty.regex: found "(?=refund)(s|ed)?", expected RE2's syntax (invalid or unsupported Perl syntax)~
                    refund(s         | ((a{100}){100}){100}(s | ~8:55: topics.warranty.regex: found "((a{100}){100}){100}(s|ed)?", expected one that repeats less~
                    refund(s         | (a{100}){100}(s   | ~8:55: topics.warranty.regex: found "(a{100}){100}(s|ed)?", expected one of at most 1000 steps~
                    name: wild       | name: claims      | 13:11: rules[1].name: found "claims", expected a name that no rule before has
                    name: wild       | label: wild       | 13:5: rules[1]: found the key label, expected name, then or when
                    topic: warranty, | topic: guarantee, | 11:19: rules[0].when.topic: found "guarantee", expected warranty
                    risk: 0.5        | risk: 1.5         | 11:35: rules[0].when.risk: found 1.5, expected a number from 0 to 1 or threshold
                    risk: 0.5        | risk: .nan        | 11:35: rules[0].when.risk: found .nan, expected a number from 0 to 1 or threshold
                    risk: 0.5        | risk: 0x1         | 11:35: rules[0].when.risk: found "0x1", expected a number from 0 to 1 or threshold
                    risk: 0.5        | risk: high        | 11:35: rules[0].when.risk: found "high", expected a number from 0 to 1 or threshold
                    risk: 0.5        | rsik: 0.5         | 11:29: rules[0].when: found the key rsik, expected length, no-score, risk or topic
                    risk: 0.5        | no-score: true, risk: 1 | 11:39: rules[0].when.no-score: found it beside risk, expected one of them: no answer has both
                    above: 2         | above: 49         | 14:37: rules[1].when.length: found no length that fits, expected above, below or both
                    above: 2         | above: -1         | 14:45: rules[1].when.length.above: found -1, expected a whole number from 0 to 10000000
                    above: 2         | above: 2.5        | 14:45: rules[1].when.length.above: found 2.5, expected a whole number from 0 to 10000000
                    alpha: 0.25      | alpha: 1          | 15:27: rules[1].then.retry.alpha: found 1, expected a number from 0 to below 1
                    alpha: 0.25,     | ~~                | 15:19: rules[1].then.retry: found no key alpha, expected one
                    times: 3         | times: 6          | 15:40: rules[1].then.retry.times: found 6, expected a whole number from 1 to 5
                    else: flag       | else: allow       | 15:49: rules[1].then.retry.else: found "allow", expected abstain, flag or review
                    else: flag       | else: verify      | 15:49: rules[1].then.retry.else: found "verify", expected abstain, allow, flag or review
                    no-score: true   | no-score: yes     | 17:22: rules[2].when.no-score: found "yes", expected true
                    no-score: true   | no-score: false   | 17:22: rules[2].when.no-score: found false, expected true
                    {no-score: true} | {}                | 17:11: rules[2].when: found no condition, expected topic, risk, no-score or length
                    {no-score: true} | always            | 17:11: rules[2].when: found "always", expected topic, risk, no-score or length
                    otherwise: allow | otherwise: pass   | 19:12: otherwise: found "pass", expected abstain, allow, flag, review or verify
                    otherwise: allow | otherwise: retry  | 19:12: otherwise: found "retry", expected retry: {alpha: …}
                    otherwise: allow | otherwise: {abstain: a, review: b} | 19:12: otherwise: found a mapping, expected one of abstain, retry, review or verify
                    share: 0.02      | share: 2          | 21:21: spot-check.share: found 2, expected a share from 0 to 1
                    otherwise: allow | otherwise: allow: x | 19:17: found no YAML (mapping values are not allowed here)
                    otherwise: allow | --- # another   | 19:1: found no YAML (but found another document)
                    fail: open       | fail: *closed     | 3:7: found an alias, expected the value itself
                    """)
    void aMistakeIsToldWithItsPlace(String from, String to, String message) {
        assertThat(GOOD).contains(from);
        String text = GOOD.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        if (message.equals("none")) {
            assertThat(parse(text).sentences().abstain()).isEqualTo("no");
        } else {
            refused(text, message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''        | 1:1: found nothing, expected a policy
                    '# none'  | 1:1: found nothing, expected a policy
                    allow     | 1:1: policy: found "allow", expected keys such as version and rules
                    '[]'      | 1:1: policy: found a list, expected keys such as version and rules
                    '!!java.io.File {}' | 1:1: policy: found a mapping, expected keys such as version and rules
                    'a: "b'   | 1:6: found no YAML (found unexpected end of stream)
                    """)
    void whatIsNoPolicyIsRefused(String text, String message) {
        refused(text, message);
    }

    @Test
    void aBombOfAliasesIsRefusedBeforeItGrows() {
        String bomb =
                "a0: &a0 [x, x]\n"
                        + IntStream.range(0, 40)
                                .mapToObj(
                                        k -> "a%d: &a%d [*a%d, *a%d]".formatted(k + 1, k + 1, k, k))
                                .collect(Collectors.joining("\n"));
        refused(bomb, "2:10: found an alias, expected the value itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void depthIsRefusedBeforeTheStackEnds(String level) {
        assertThatThrownBy(() -> parse(level.repeat(50_000)))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage(
                        "shop.yaml:1:%d: found more than 16 levels, expected a policy",
                        16 * level.length() + 1);
    }

    @Test
    void aHugeFileIsRefusedUnread() throws IOException {
        Path file = folder.resolve("huge.yaml");
        Files.writeString(file, "#".repeat(1 << 20) + "\n" + GOOD);
        assertThatThrownBy(() -> PolicyFile.read(file))
                .hasMessage(file + ":1:1: found more than 1 MiB, expected a policy");
    }

    @Test
    void bytesThatAreNoTextAreToldWithTheirPlace() {
        byte[] latin = "version: 1\nmode: é".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> PolicyFile.parse(Policies.FILE, latin))
                .hasMessage("shop.yaml:2:7: found a byte that is no UTF-8, expected UTF-8");
        refused("version: 1\n\nmode: \u0007", "3:7: found the character U+0007, expected text");
    }

    @Test
    void tooMuchOfAnythingIsRefused() {
        String keyword = "topics: {t: {keywords: [" + "a, ".repeat(1001) + "]}}\nrules: []";
        assertThatThrownBy(() -> Policies.of(keyword))
                .hasMessageEndingWith("expected at most 1000 items");
        String regex = "topics: {t: {regex: " + "a".repeat(501) + "}}\nrules: []";
        assertThatThrownBy(() -> Policies.of(regex))
                .hasMessageEndingWith("…\", expected a regular expression of 1 to 500 characters");
    }

    @Test
    void aMessageIsOneLineWhateverAKeyHolds() {
        refused(
                "version: 1\n\"mo\\nod\\u2028\\u0085\": x\nrules: []",
                "2:1: policy: found the key mo od , expected fail, mode, no-score, otherwise,"
                        + " rules, sentences, spot-check, topics or version");
    }

    @Test
    void aMessageIsShortHoweverLongTheFilesWordsAre() {
        String word = "k".repeat(100_000);
        for (String text :
                List.of(
                        word + ": 1",
                        "version: 1\n? " + word + "\n: 1",
                        "version: " + word,
                        "version: 1\n? " + word + "\n: 1\n? " + word + "\n: 1",
                        "version: 1\ntopics: {? " + word + " : {keywords: [a]}}\nrules: []",
                        "version: !" + word + "!x 1",
                        "version: 1\nrules: [{name: " + word + ", when: {risk: 1}, then: flag}]")) {
            assertThatThrownBy(() -> parse(text))
                    .isInstanceOf(MalformedPolicyException.class)
                    .message()
                    .hasSizeLessThan(300);
        }
    }

    @Test
    void anEditorsMarkAndLineEndsAreNoMistake() {
        Policy policy = parse("\ufeff" + GOOD.replace("\n", "\r\n"));
        assertThat(policy.rules()).isEqualTo(parse(GOOD).rules());
    }

    @Test
    void theDocumentedExampleAndItsErrorsAreTrue() throws IOException {
        String page = Files.readString(Path.of("../docs/formats/policy.md"));
        String example = between(page, "```yaml\n", "```");
        assertThat(parse(example).rules()).hasSize(3);
        List<String> errors = between(page, "## Errors", "Refused too").lines().toList();
        List<String> mistakes =
                List.of(
                        example.replace("risk: 0.5", "risk: 1.5"),
                        example.replace("name: risky", "label: risky"));
        for (String mistake : mistakes) {
            assertThatThrownBy(() -> parse(mistake))
                    .message()
                    .satisfies(message -> assertThat(errors).contains(message));
        }
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    @Test
    void aFileThatIsMissingOrAFolderIsNamed() {
        Path missing = folder.resolve("none.yaml");
        assertThatThrownBy(() -> PolicyFile.read(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> PolicyFile.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void theSampleIsAPolicyThatUsesEveryThreeStates() {
        Policy sample = PolicyFile.sample();
        assertThat(sample.name()).isEqualTo("sample");
        assertThat(sample.decide(Policies.risk(Policies.scored(0.95)), 0).rule())
                .isEqualTo("made up");
        assertThat(sample.decide(Policies.risk(Policies.scored(0.1)), 0).action())
                .isEqualTo(new Action.Allow());
        assertThat(sample.decide(Policies.risk(Policies.unscored()), 0).action())
                .isEqualTo(new Action.Flag());
        Observed treated = Policies.whole("What does Zetrol treat?", "Fever", Policies.scored(0.6));
        assertThat(sample.decide(treated, 0).action().word()).isEqualTo("review");
    }

    private static Policy parse(String text) {
        return PolicyFile.parse(Policies.FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage("shop.yaml:" + message);
    }
}
