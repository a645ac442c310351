package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaNodePreProcessor;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.el.TruthyTypeConverter;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.lib.Importable;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import com.hubspot.jinjava.objects.date.DateTimeProvider;
import com.hubspot.jinjava.tree.Node;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jinjava.de.odysseus.el.ExpressionFactoryImpl;
import jinjava.de.odysseus.el.tree.TreeStore;
import jinjava.de.odysseus.el.tree.impl.Cache;
import jinjava.javax.el.ExpressionFactory;
import org.jspecify.annotations.Nullable;

/// jinjava with Python's semantics and nothing else to call: what is not on the lists here is off.
final class JinjaEngine extends Jinjava {
    private static final int CACHED_EXPRESSIONS = 1000;
    private static final Set<String> TAGS =
            Set.of(
                    "if",
                    "elif",
                    "else",
                    "endif",
                    "for",
                    "endfor",
                    "set",
                    "endset",
                    "macro",
                    "endmacro",
                    "break",
                    "continue");
    private static final Set<String> FUNCTIONS = Set.of(":range", ":namespace");

    private final ExpressionFactory expressions =
            new ExpressionFactoryImpl(
                    new TreeStore(new JinjaSyntax(), new Cache(CACHED_EXPRESSIONS)), new Truth());

    JinjaEngine(InstantSource clock) {
        super(config(clock));
        setResourceLocator((name, encoding, interpreter) -> {
            throw new ResourceNotFoundException(name);
        });
        registerTag(new JinjaFor());
        JinjaFilters.all().forEach(this::registerFilter);
        JinjaTests.all().forEach(this::registerExpTest);
        JinjaFunctions.all().forEach(this::registerFunction);
        getGlobalContext().setDynamicVariableResolver(JinjaEngine::unknownName);
    }

    /// @param template what [JinjaSource] made of a template
    /// @throws TemplateRefusal if it fails
    String renderPrepared(String template, Map<String, Object> variables) {
        TemplateBudget budget = new TemplateBudget();
        try {
            return ScopedValue.where(TemplateBudget.CURRENT, budget)
                    .call(() -> render(template, variables, budget));
        } catch (StackOverflowError e) {
            throw new TemplateRefusal(
                    "is nested too deeply, expected a few hundred levels at most");
        }
    }

    private String render(String template, Map<String, Object> variables, TemplateBudget budget) {
        RenderResult result = renderForResult(template, variables);
        if (budget.refusal() != null) {
            throw budget.refusal();
        }
        if (!result.getErrors().isEmpty()) {
            String message = result.getErrors().getFirst().getMessage();
            throw new TemplateRefusal(message + ", expected a template that renders");
        }
        return result.getOutput();
    }

    @Override
    public ExpressionFactory getExpressionFactory() {
        return expressions;
    }

    @SuppressWarnings("deprecation") // the switch for `{{x}}` without blanks has no successor yet
    private static JinjavaConfig config(InstantSource clock) {
        DateTimeProvider now = clock::millis;
        return JinjavaConfig.newBuilder()
                .withLegacyOverrides(
                        LegacyOverrides.Builder.from(LegacyOverrides.ALL)
                                .withWhitespaceRequiredWithinTokens(false)
                                // It would write control characters as escapes.
                                .withUsePyishObjectMapper(false)
                                .build())
                .withTrimBlocks(false)
                .withLstripBlocks(false)
                .withKeepTrailingNewline(true)
                .withNestedInterpretationEnabled(false)
                .withElResolver(new JinjaResolver())
                .withMaxOutputSize(TemplateBudget.MAX_TEXT)
                .withMaxStringLength(TemplateBudget.MAX_TEXT)
                .withMaxListSize(TemplateBudget.MAX_LIST)
                .withMaxMapSize(TemplateBudget.MAX_LIST)
                .withRangeLimit(TemplateBudget.MAX_LIST)
                .withDateTimeProvider(now)
                .withDisabled(disabled())
                .withProcessors(
                        JinjavaProcessors.newBuilder().withNodePreProcessor(new Steps()).build())
                .build();
    }

    private static Map<Context.Library, Set<String>> disabled() {
        Context all = new Context();
        Map<Context.Library, Set<String>> off = new EnumMap<>(Context.Library.class);
        off.put(Context.Library.TAG, except(all.getAllTags(), TAGS));
        off.put(Context.Library.FILTER, except(all.getAllFilters(), JinjaFilters.names()));
        off.put(Context.Library.EXP_TEST, except(all.getAllExpTests(), JinjaTests.names()));
        off.put(Context.Library.FUNCTION, except(all.getAllFunctions(), FUNCTIONS));
        return off;
    }

    private static Set<String> except(
            Collection<? extends Importable> library, Set<String> allowed) {
        Set<String> names =
                library.stream()
                        .map(Importable::getName)
                        .collect(Collectors.toCollection(HashSet::new));
        names.removeAll(allowed);
        return names;
    }

    /// A name without a value: none, a function if there is one, else undefined.
    private static Object unknownName(String name) {
        Context context = JinjavaInterpreter.getCurrent().getContext();
        if (name.equals("none") || name.equals("None")) {
            return None.VALUE;
        }
        return context.getFunction(":" + name) != null ? name : Undefined.VALUE;
    }

    private static final class Truth extends TruthyTypeConverter {
        private static final long serialVersionUID = 1L;

        @Override
        protected Boolean coerceToBoolean(@Nullable Object value) {
            return PythonValues.truth(value);
        }
    }

    private static final class Steps extends JinjavaNodePreProcessor {
        @Override
        public void accept(Node node, JinjavaInterpreter interpreter) {
            super.accept(node, interpreter);
            TemplateBudget.step();
        }
    }
}
