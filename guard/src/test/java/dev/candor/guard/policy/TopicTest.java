package dev.candor.guard.policy;

import static dev.candor.guard.policy.Policies.scored;
import static dev.candor.guard.policy.Policies.whole;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    warranty   | What about the WARRANTY?     | true
                    warranty   | warranty                     | true
                    warranty   | 'warranty,'                  | true
                    warranty   | warrantyless                 | false
                    warranty   | unwarranty                   | false
                    warranty   | warranty2                    | false
                    warranty   | warranty_card                | false
                    warranty   | warrantys or a warranty      | true
                    war        | warranty                     | false
                    garantía   | La GARANTÍA cubre            | true
                    garantía   | garantías                    | false
                    garant     | garantía                     | false
                    caf        | café                         | false
                    café       | cafe\u0301                   | true
                    caf\u0301e | cafe                         | false
                    straße     | DIE STRASSE                  | true
                    ΟΔΟΣ       | η οδος εδώ                   | true
                    ΟΔΟΣ       | η ΟΔΟΣ’Α                     | true
                    \u0390        | \u03aa\u0301                          | true
                    ' warranty ' | a warranty                 | true
                    гарантия   | Где ГАРАНТИЯ?                | true
                    гарантия   | гарантиями                   | false
                    保修        | 产品保修期多久                  | true
                    キー        | 新しいキーを                    | true
                    iPhone     | 我的iPhone坏了                 | true
                    保修        | iPhone保修Pro                 | true
                    ギフト       | ギフトカード                   | true
                    うち        | おうちで                      | true
                    ประกัน     | การประกันภัย                  | true
                    ຮັບປະກັນ     | ການຮັບປະກັນສິນຄ້າ                 | true
                    ធានា       | ការធានាផលិតផល                | true
                    အာမခံ      | ထုတ်ကုန်အာမခံချက်                 | true
                    no no      | xno no no                    | true
                    no no      | xno nono no                  | false
                    보증        | 보증은 얼마나                   | true
                    money back | MONEY \u00a0 back, please    | true
                    money back | money backs                  | false
                    warranty   | war\u00adranty               | true
                    warranty   | ｗａｒｒａｎｔｙ                  | true
                    C++        | in C++20                     | true
                    C++        | in ABC++                     | false
                    .NET       | ASP.NET                      | true
                    warranty   | What about the 𝗪𝗔𝗥𝗥𝗔𝗡𝗧𝗬?     | true
                    warranty   | 𝔚𝔞𝔯𝔯𝔞𝔫𝔱𝔶                     | true
                    𝗪𝗔𝗥𝗥𝗔𝗡𝗧𝗬   | warranty                     | true
                    hint       | a ℌint                       | true
                    warranty   | ⓌⒶⓇⓇⒶⓃⓉⓎ                     | true
                    warranty   | war\ufe0franty               | true
                    warranty   | warranty\ufe0f              | true
                    warranty   | war\u034franty               | true
                    warranty   | war\u3164ran\uffa0ty         | true
                    warranty   | war\udb40\udd00ranty         | true
                    warranty   | war\u2063ranty               | true
                    warranty   | war\u0007ranty               | true
                    warranty   | war\ufe0f ranty              | false
                    money back | money\u0085back              | true
                    money back | money\u2028back              | true
                    money back | money\u200b back             | true
                    straße     | STRAẞE                       | true
                    STRAẞE     | strasse                      | true
                    ᾳ          | ΑΙ                           | true
                    ſun        | SUN                          | true
                    """)
    void aKeywordIsAWholeWordWhateverItsCase(String keyword, String text, boolean found) {
        assertThat(flags("{keywords: ['" + keyword + "']}", text, "")).isEqualTo(found);
    }

    @Test
    void aPatternSeesLettersHoweverTheyAreComposed() {
        assertThat(flags("{regex: 'caf\\p{L}$'}", "CAFE\u0301", "")).isTrue();
        assertThat(flags("{regex: 'refund(s|ed)?'}", "", "Was it REFUNDED?")).isTrue();
        assertThat(flags("{regex: '^refund'}", "a refund", "the refund")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"question, true, false", "reply, false, true", "both, true, true"})
    void aTopicIsLookedForWhereItIsToBe(String in, boolean question, boolean reply) {
        String topic = "{keywords: [tax], regex: levy, in: " + in + "}";
        assertThat(flags(topic, "a tax", "")).isEqualTo(question);
        assertThat(flags(topic, "", "a tax")).isEqualTo(reply);
        assertThat(flags(topic, "a levy", "")).isEqualTo(question);
        assertThat(flags(topic, "", "a levy")).isEqualTo(reply);
    }

    @Test
    void questionAndReplyAreNotReadAsOneText() {
        assertThat(flags("{keywords: [money back], regex: money.*back}", "money", "back"))
                .isFalse();
    }

    /// The last message may only point at an earlier one.
    @ParameterizedTest
    @CsvSource({
        "lethal dose, What is the LETHAL DOSE?, Answer that., true",
        "lethal dose, What is lethal, dose of it, true",
        "lethal dose, What is it?, Answer that., false"
    })
    void aTopicIsLookedForInAllThatTheUserWrote(
            String keyword, String first, String last, boolean found) {
        Policy policy = Policies.topic("{keywords: [" + keyword + "], in: question}");
        Observed observed = Policies.observed(List.of(first, last), "", scored(0), true);
        assertThat(policy.decide(observed, 0).action() instanceof Action.Flag).isEqualTo(found);
    }

    @Test
    void aPatternsAnchorsAreThoseOfEachMessage() {
        Policy policy = Policies.topic("{regex: '^refund$', in: question}");
        Observed observed = Policies.observed(List.of("a", "refund", "b"), "", scored(0), true);
        assertThat(policy.decide(observed, 0).action()).isInstanceOf(Action.Flag.class);
    }

    /// Patterns that take backtracking matchers longer than the universe is old.
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|a)*b", "(a|aa)+$b", "(.*)*x(.*)*y"})
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void noTextMakesAPatternSlow(String regex) {
        assertThat(flags("{regex: '" + regex + "'}", "a".repeat(20_000) + "!", "")).isFalse();
    }

    private static boolean flags(String topic, String question, String reply) {
        Decision decision = Policies.topic(topic).decide(whole(question, reply, scored(0)), 0);
        assertThat(decision.topics()).hasSize(decision.rule() == null ? 0 : 1);
        return decision.action() instanceof Action.Flag;
    }
}
