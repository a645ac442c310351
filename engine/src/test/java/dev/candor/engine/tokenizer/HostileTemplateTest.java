package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Templates come with a model file from strangers.
class HostileTemplateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.getClass() }}",
                "{{ ''.class.forName('java.lang.Runtime') }}",
                "{{ messages.getClass().getClassLoader() }}",
                "{{ messages[0].content.getBytes() }}",
                "{{ ____int3rpr3t3r____.getConfig() }}",
                "{{ ____int3rpr3t3r____.render('x') }}",
                "{{ ____int3rpr3t3r____.config.elResolver.name.x }}",
                "{{ loop.getClass() }}",
                "{% for m in messages %}{{ loop.next() }}{% endfor %}",
                "{{ range(3).getClass() }}",
                "{{ namespace().getClass() }}",
                "{% set ns = namespace() %}{{ ns.getScope() }}",
                "{% include 'META-INF/MANIFEST.MF' %}",
                "{% import 'x' as y %}",
                "{% from 'x' import y %}",
                "{% extends 'x' %}",
                "{% do messages.append(1) %}",
                "{{ messages.append(1) }}",
                "{{ messages[0].update({'role': 'x'}) }}",
                "{{ '{{ 1 }}'|render }}",
                "{{ messages|random }}",
                "{{ 'x'|regex_replace('x', 'y') }}",
                "{{ type(messages) }}",
                "{{ filter:upper.getName() }}",
                "{{ exptest:defined.getName() }}",
            })
    void javaAndFilesAreOutOfReach(String source) {
        refused(source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            value = {
                "{% set s = 'xxxxxxxx' %}DOUBLE{% set s = s + s %} ==> builds a text of",
                "{% set s = 'xxxxxxxx' %}DOUBLE{% set s = s ~ s %} ==> builds a text of",
                "{% set s = 'xxxxxxxx' %}DOUBLE{% set s = s.replace('x', 'xx') %} ==> builds a text of",
                "{% set s = [1, 2, 3] %}DOUBLE{% set s = s + s %} ==> builds a list of",
                "{{ 'x' * 100000000000 }} ==> builds a text of",
                "{{ 'x'.join(range(99999)|list) ~ 'y' * 4194304 }} ==> builds a text of",
            })
    void growthIsStopped(String source, String message) {
        // Sixty doublings of a statement, written out.
        int at = source.indexOf("DOUBLE");
        String unrolled =
                at < 0 ? source : source.substring(0, at) + source.substring(at + 6).repeat(60);
        assertThatThrownBy(() -> render(unrolled))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nestedLoopsAreStopped() {
        String loop = "{% for a in range(900) %}";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () ->
                        assertThatThrownBy(() -> render(loop.repeat(6) + "{% endfor %}".repeat(6)))
                                .isInstanceOf(ChatTemplateException.class)
                                .hasMessageContaining("takes more than"));
    }

    @Test
    void longOutputIsStopped() {
        refused("{% for a in range(90000) %}" + "x".repeat(100) + "{% endfor %}");
    }

    @Test
    void macrosThatCallEachOtherAreStopped() {
        refused(
                "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}");
        StringBuilder doubling = new StringBuilder("{% macro m0() %}x{% endmacro %}");
        for (int i = 1; i < 40; i++) {
            doubling.append(
                    "{%% macro m%d() %%}{{ m%d() }}{{ m%d() }}{%% endmacro %%}"
                            .formatted(i, i - 1, i - 1));
        }
        refused(doubling + "{{ m39() }}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "not ", "-", "{'a': "})
    void deepExpressionsAreStopped(String opening) {
        refused("{{ " + opening.repeat(20_000) + "1 }}");
    }

    @Test
    void deepBlocksAreStopped() {
        refused("{% if true %}".repeat(15_000) + "x");
        refused("{% if true %}".repeat(8_000) + "x" + "{% endif %}".repeat(8_000));
    }

    @Test
    void aHugeTemplateIsRefusedUnread() {
        assertThatThrownBy(() -> render("x".repeat(300_000)))
                .hasMessage(
                        "chat template of test: has 300000 characters, expected at most 262144");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            value = {
                "`a\n{{ x` ==> line 2: an expression is not closed, expected '}}'",
                "{% if x ==> line 1: a statement is not closed, expected '%}'",
                "{# x ==> line 1: a comment is not closed, expected '#}'",
                "{{ 'x }} ==> line 1: an expression is not closed",
                "{% raw %}x ==> line 1: raw text is not closed",
                "{% call f() %}{% endcall %} ==> line 1: has the statement 'call', expected one of",
                "{% if true %}x ==> endif",
                "{% for %}x{% endfor %} ==> expected 'for NAME in ITEMS'",
                "{% for a, b in [1] %}{% endfor %} ==> unpacks a number of 0 parts into 'a, b'",
                "{% for a in 3 %}{% endfor %} ==> loops over '3', which is a number, expected a list",
                "{{ 1 + }} ==> syntax error",
                "{{ 'a' + 1 }} ==> adds a number to a string, expected two strings",
                "{{ 'a' + nope }} ==> adds an undefined value to a string",
                "{{ nope.x }} ==> takes 'x' of an undefined value",
                "{{ 'a'|nosuchfilter }} ==> nosuchfilter",
                "{{ 'a' is nosuchtest }} ==> nosuchtest",
                "{{ nosuchfunction() }} ==> nosuchfunction",
                "{{ 'a'.nosuchmethod() }} ==> calls nosuchmethod() of a string",
                "{{ '\\u12' }} ==> expected 4 hexadecimal digits",
            })
    void aBrokenTemplateIsOneClearMessage(String source, String message) {
        assertThatThrownBy(() -> render(source))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessageStartingWith("chat template of test: ")
                .hasMessageContaining(message)
                .hasMessageContaining("expected");
    }

    private static void refused(String source) {
        assertThatThrownBy(() -> render(source))
                .as(source.length() > 200 ? source.substring(0, 200) : source)
                .isInstanceOf(ChatTemplateException.class);
    }

    private static String render(String source) {
        return ChatTemplate.of("test", source, "<s>", "</s>", InstantSource.system())
                .render(List.of(ChatMessage.user("Hello")), true);
    }
}
