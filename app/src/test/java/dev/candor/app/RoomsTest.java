package dev.candor.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the two tables of ARCHITECTURE.md: which module, and which room, may use which.
///
/// Rooms that are still to be built stand here already; a package that no line names fails.
class RoomsTest {
    private static final String ROOT = "dev.candor.";
    private static final String EVERYTHING = "*";

    /// Group 1 is the room.
    private static final Pattern PACKAGE =
            Pattern.compile("(?m)^package dev\\.candor\\.([a-z.]+);");

    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?dev\\.candor\\.([a-z.]+)\\.[A-Z*]");

    /// Module → modules it may use.
    private static final Map<String, Set<String>> MODULES =
            table(
                    "engine:",
                    "lab: engine",
                    "guard: lab engine",
                    "app: guard lab engine",
                    "organism: lab engine",
                    "bench: app guard lab engine");

    /// Room → rooms it may use, beside the JDK and libraries. A name includes the rooms below it,
    /// so `engine.format` is also `engine.format.gguf`.
    private static final Map<String, Set<String>> ROOMS =
            table(
                    "engine.neuron:",
                    "engine.format:",
                    "engine.format.gguf: engine.format",
                    "engine.format.safetensors: engine.format",
                    "engine.format.huggingface: engine.format engine.format.gguf engine.format.safetensors",
                    "engine.kernel: engine.format",
                    "engine.tokenizer: engine.format",
                    "engine.model: engine.format engine.kernel",
                    "engine.forward: engine.neuron engine.format engine.kernel engine.tokenizer engine.model",
                    "lab.statistics:",
                    "lab.corpus:",
                    "lab.store:",
                    "lab.answer: lab.corpus lab.store engine.tokenizer engine.forward engine.neuron",
                    "lab.endpoint: lab.answer",
                    "lab.sampler: lab.answer lab.endpoint engine.tokenizer engine.forward engine.neuron",
                    "lab.contribution: lab.answer engine.tokenizer engine.model engine.forward engine.neuron",
                    "lab.official: lab.corpus lab.answer lab.contribution engine.tokenizer",
                    "lab.probe: lab.contribution lab.statistics lab.store engine.neuron",
                    "lab.retention: lab.corpus lab.answer lab.statistics engine.tokenizer engine.model engine.forward engine.neuron",
                    "lab.dial: lab.probe lab.contribution lab.store engine.neuron",
                    "lab.export: engine.neuron engine.kernel engine.model engine.format",
                    "lab.compliance: lab.corpus lab.answer lab.store lab.statistics engine.tokenizer engine.forward engine.neuron",
                    "lab.origin: lab.probe lab.contribution lab.answer lab.statistics engine.format engine.kernel engine.tokenizer engine.model engine.forward engine.neuron",
                    "lab.report:", // and the records of other rooms, see below
                    "guard.monitor: lab.probe lab.contribution lab.answer engine.model engine.forward engine.tokenizer engine.neuron",
                    "guard.policy: guard.monitor lab.store",
                    "guard.live: guard.monitor guard.policy lab.answer lab.contribution lab.corpus lab.probe lab.store engine.format engine.model engine.forward engine.tokenizer engine.neuron",
                    "guard.langchain4j: guard.live guard.monitor guard.policy engine.forward engine.tokenizer",
                    "guard.review: lab.statistics lab.corpus",
                    "guard.evidence:",
                    "app.find: *",
                    "app.ask: *",
                    "app.demo: *",
                    "app.comply: *",
                    "app.export: *",
                    "app.origin: *",
                    "app.reproduce: *",
                    "app.bundled: engine.format lab.store",
                    "app.cli: *",
                    "app.inspect: engine.format engine.model engine.tokenizer",
                    "app.server: *",
                    "app.web:",
                    "organism: *",
                    "organism.world: lab.corpus",
                    "organism.text: organism.world engine.tokenizer",
                    "organism.vocabulary: engine.format",
                    "organism.train: engine.format",
                    "organism.recipe: organism.world organism.text organism.vocabulary organism.train engine.tokenizer",
                    "organism.check: organism.world organism.text organism.recipe lab.corpus lab.answer engine",
                    "organism.questions: organism.world organism.text",
                    "organism.release: organism.world organism.text organism.vocabulary organism.train organism.recipe organism.check organism.questions lab.store engine.format engine.tokenizer",
                    "organism.truth: organism.world organism.text organism.check organism.release lab engine",
                    "bench: *");

    private static final List<String> SIBLINGS =
            List.of("guard.monitor", "lab.dial", "lab.export", "lab.compliance", "lab.origin");

    private static final JavaClasses PROJECT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(RoomsTest::isNotTestJar)
                    .importPackages(ROOT.substring(0, ROOT.length() - 1));

    @Test
    void theImportSawEveryModuleOnTheClassPath() {
        Set<String> seen = new TreeSet<>();
        PROJECT.forEach(type -> seen.add(module(type)));
        assertThat(seen).contains("engine", "lab", "guard", "app");
    }

    @Test
    void modulesUseOnlyTheModulesTheTableAllows() {
        check(
                "use only the modules that ARCHITECTURE.md allows",
                (from, to) ->
                        module(from).equals(module(to))
                                || MODULES.getOrDefault(module(from), Set.of())
                                        .contains(module(to)));
    }

    @Test
    void roomsUseOnlyTheRoomsTheTableAllows() {
        check("use only the rooms that ARCHITECTURE.md allows", RoomsTest::roomAllows);
    }

    /// These modules are not on the class path of this one, since nothing imports them; their
    /// sources are read instead.
    @Test
    void modulesBesideTheAppImportOnlyWhatTheTablesAllow() {
        List<String> bad = new ArrayList<>();
        for (String module : List.of("organism", "bench")) {
            Path sources = Checkout.root().resolve(module).resolve("src/main/java");
            List<Path> files = Checkout.filesBelow(sources);
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                String text = Checkout.read(file);
                String from = firstRoom(PACKAGE, text);
                assertThat(ROOMS).as("%s", file).containsKey(from);
                IMPORT.matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .filter(to -> !importAllows(from, to))
                        .forEach(to -> bad.add(from + " -> " + to + " in " + file));
            }
        }
        assertThat(bad).isEmpty();
    }

    private static String firstRoom(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static boolean importAllows(String from, String to) {
        String module = module(from);
        boolean moduleAllowed =
                module.equals(module(to))
                        || MODULES.getOrDefault(module, Set.of()).contains(module(to));
        Set<String> rooms = ROOMS.getOrDefault(from, Set.of());
        return moduleAllowed
                && (from.equals(to)
                        || rooms.contains(EVERYTHING)
                        || rooms.stream().anyMatch(room -> includes(room, from, to)));
    }

    @Test
    void siblingsNeverUseEachOther() {
        check(
                "trade values with their siblings, not types",
                (from, to) ->
                        room(from).equals(room(to))
                                || !SIBLINGS.contains(room(from))
                                || !SIBLINGS.contains(room(to)));
        for (String sibling : SIBLINGS) {
            assertThat(ROOMS.get(sibling)).as(sibling).doesNotContainAnyElementsOf(SIBLINGS);
        }
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(PROJECT);
    }

    @Test
    void everyPackageIsARoomOfTheTable() {
        assertThat(PROJECT).extracting(RoomsTest::room).isSubsetOf(ROOMS.keySet());
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        for (var module : Checkout.modules()) {
            for (var file : Checkout.filesBelow(module.resolve("src/main/java"))) {
                assertThat(file.resolveSibling("package-info.java"))
                        .content()
                        .startsWith("///")
                        .contains("@NullMarked");
            }
        }
    }

    @Test
    void theEngineKnowsNothingOfHallucination() {
        var files = Checkout.filesBelow(Checkout.root().resolve("engine/src"));
        assertThat(files).isNotEmpty();
        for (var file : files) {
            assertThat(file.toString()).doesNotContainIgnoringCase("hallucination");
            if (file.toString().matches(".*\\.(java|md|json|jsonl|txt|properties|py|sh)")) {
                assertThat(Checkout.read(file))
                        .as("%s", file)
                        .doesNotContainIgnoringCase("hallucination");
            }
        }
    }

    private static void check(String rule, BiPredicate<JavaClass, JavaClass> allowed) {
        classes().should(useOnly(rule, allowed)).check(PROJECT);
    }

    private static ArchCondition<JavaClass> useOnly(
            String rule, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>(rule) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getName().startsWith(ROOT) && !allowed.test(type, target)) {
                        events.add(
                                SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean roomAllows(JavaClass from, JavaClass to) {
        Set<String> allowed = ROOMS.getOrDefault(room(from), Set.of());
        return room(from).equals(room(to))
                || allowed.contains(EVERYTHING)
                || allowed.stream().anyMatch(room -> includes(room, room(from), room(to)))
                || (room(from).equals("lab.report") && module(to).equals("lab") && isResult(to));
    }

    /// A room stands for those below it too, except to one of them: GGUF does not know safetensors.
    private static boolean includes(String room, String from, String to) {
        boolean fromInside = from.startsWith(room + ".");
        return to.equals(room) || (!fromInside && to.startsWith(room + "."));
    }

    /// What a room hands over: a record, or the enum or sealed interface inside one.
    private static boolean isResult(JavaClass type) {
        return type.isRecord()
                || type.isEnum()
                || (type.isInterface() && type.reflect().isSealed());
    }

    private static String module(JavaClass type) {
        return module(room(type));
    }

    private static String module(String room) {
        int dot = room.indexOf('.');
        return dot < 0 ? room : room.substring(0, dot);
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    private static boolean isNotTestJar(Location location) {
        return !location.contains("-tests.jar");
    }

    private static Map<String, Set<String>> table(String... lines) {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : lines) {
            String[] sides = line.split(":", 2);
            List<String> names =
                    Arrays.stream(sides[1].split(" ")).filter(s -> !s.isEmpty()).toList();
            table.put(sides[0], Set.copyOf(names));
        }
        return table;
    }
}
