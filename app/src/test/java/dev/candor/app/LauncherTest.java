package dev.candor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the real launcher in a small project of its own, with a JDK and a Maven that only write
/// down how they were called.
class LauncherTest {
    @TempDir private Path temp;
    private Path project;
    private Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    private record Outcome(int code, String out, String err) {}

    @BeforeEach
    void makeAProject() throws IOException {
        project = Files.createDirectories(temp.resolve("a project"));
        Path launcher = project.resolve("candor");
        Files.copy(Checkout.root().resolve("candor"), launcher);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        write(project.resolve("pom.xml"), "");
        write(project.resolve(".mvn/jvm.config"), "");
        write(project.resolve("app/pom.xml"), "");
        write(project.resolve("app/src/main/java/A.java"), "");
        write(project.resolve("bench/pom.xml"), "");
        write(project.resolve("organism/pom.xml"), "");
        tools = Files.createDirectories(temp.resolve("tools"));
        script(
                tools.resolve("mvn"),
                """
                echo "$JAVA_HOME mvn $*" >>'%1$s/mvn.calls'
                echo "${CANDOR_CHROMIUM:-none}" >>'%1$s/mvn.browsers'
                echo "$MAVEN_OPTS" >>'%1$s/mvn.options'
                case " $* " in *' verify '*) exit "${MVN_EXIT:-0}" ;; esac
                [ -z "${MVN_EXIT:-}" ] || { echo 'Foo.java: broken'; exit "$MVN_EXIT"; }
                sleep "${MVN_SLEEP:-0}"
                while [ "$1" != -pl ]; do shift; done
                mkdir -p $2/target/lib && touch $2/target/candor-$2-1.0.jar $2/target/lib/x.jar
                """
                        .formatted(temp));
        environment.put("PATH", tools + ":/usr/bin:/bin");
        environment.put("HOME", temp.toString());
        environment.put("JAVA_HOME", jdk("jdk-25", "25.0.1").toString());
        script(tools.resolve("chromium"), "exit 1\n");
        script(tools.resolve("node"), "echo v22.1.0\n");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = temp.resolve(name);
        write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(
                home.resolve("bin/java"),
                """
                echo "java: $0"; echo "cwd: $PWD"; echo "args: $*"; exit "${JAVA_EXIT:-0}"
                """);
        script(home.resolve("bin/javac"), "exit 1\n");
        return home;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void script(Path file, String text) throws IOException {
        write(file, "#!/usr/bin/env bash\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Process start(Path dir, String launcher, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Outcome finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, err);
    }

    private Outcome candor(String... args) throws IOException, InterruptedException {
        return finish(start(project, project.resolve("candor").toString(), args));
    }

    private long builds() throws IOException {
        Path calls = temp.resolve("mvn.calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    @Test
    void theFirstUseBuildsAndSaysSoOnceAndOnStandardErrorOnly() throws Exception {
        Outcome first = candor("inspect", "m.gguf");
        assertThat(first.err()).isEqualTo("candor: building Candor (first use) …\n");
        assertThat(first.out()).contains("dev.candor.app.cli.Main inspect m.gguf");
        assertThat(candor("inspect", "m.gguf").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aChangedAnAddedAndADeletedSourceEachBuildAgain() throws Exception {
        candor();
        Path source = project.resolve("app/src/main/java/A.java");
        Files.writeString(source, "changed");
        assertThat(candor().err()).isEqualTo("candor: building Candor (sources changed) …\n");
        Files.writeString(project.resolve("app/src/main/java/B.java"), "");
        candor();
        Files.delete(source);
        candor();
        candor();
        assertThat(builds()).isEqualTo(4);
    }

    @Test
    void aTestOrAModuleThatIsNotShippedDoesNotBuildAgain() throws Exception {
        candor();
        write(project.resolve("app/src/test/java/ATest.java"), "");
        write(project.resolve("bench/src/main/java/Bench.java"), "");
        write(project.resolve("organism/src/main/java/World.java"), "");
        candor();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aFailedBuildShowsItsOutputAndRunsNothing() throws Exception {
        environment.put("MVN_EXIT", "1");
        Outcome outcome = candor("--help");
        assertThat(outcome.err()).contains("Foo.java: broken", "candor: the build failed");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.code()).isEqualTo(1);
        environment.remove("MVN_EXIT");
        assertThat(candor("--help").code()).isZero();
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce() throws Exception {
        environment.put("MVN_SLEEP", "1");
        String launcher = project.resolve("candor").toString();
        Process one = start(project, launcher, "--help");
        Process two = start(project, launcher, "--help");
        assertThat(finish(one).out()).contains("args:");
        assertThat(finish(two).out()).contains("args:");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theLockOfADeadProcessIsTakenOver() throws Exception {
        Process gone = new ProcessBuilder("sleep", "0").start();
        gone.waitFor();
        write(project.resolve(".candor/lock/pid"), gone.pid() + "\n");
        assertThat(candor("--help").out()).contains("args:");
        assertThat(project.resolve(".candor/lock")).doesNotExist();
    }

    @Test
    void aRunningCommandKeepsItsJarsWhenTheSourcesAreBuiltAgain() throws Exception {
        Path java = temp.resolve("jdk-25/bin/java");
        script(
                java,
                "case \"$*\" in *AOTCacheOutput*) exit ;; esac; echo \"args: $*\"; while [ -e '"
                        + project.resolve("pom.xml")
                        + "' ]; do sleep 0.05; done\n");
        Process running = start(project, project.resolve("candor").toString(), "find");
        String line = running.inputReader().readLine();
        String jar = line.substring(line.indexOf("-cp ") + 4, line.indexOf(".jar") + 4);
        script(java, "echo \"args: $*\"\n");
        for (String text : List.of("1", "2", "3")) {
            Files.writeString(project.resolve("app/src/main/java/A.java"), text);
            candor("find");
        }
        assertThat(builds()).isEqualTo(4);
        assertThat(Path.of(jar)).exists();
        Files.delete(project.resolve("pom.xml"));
        running.waitFor();
    }

    @Test
    void itWorksThroughLinksAndTheUsersFolderStaysTheUsers() throws Exception {
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(temp.resolve("one"), project.resolve("candor"));
        Files.createSymbolicLink(temp.resolve("two"), link.getFileName());
        Outcome outcome = finish(start(elsewhere, "../two", "inspect", "a b", "*"));
        assertThat(outcome.out())
                .contains("cwd: " + elsewhere.toRealPath())
                .endsWith("Main inspect a b *\n");
    }

    @Test
    void theExitCodeIsTheCommands() throws Exception {
        environment.put("JAVA_EXIT", "4");
        assertThat(candor("find").code()).isEqualTo(4);
        assertThat(candor("--help").code()).isEqualTo(4);
    }

    @Test
    void onlyCommandsThatRunAModelGetTheVectorModule() throws Exception {
        String vector = "--add-modules jdk.incubator.vector";
        assertThat(candor("find", "--model", "m").out()).contains(vector, "-XX:+UseParallelGC");
        assertThat(candor("find", "--help").out()).doesNotContain(vector);
        assertThat(candor("corpus", "facts").out()).doesNotContain(vector);
        assertThat(candor("export", "--as", "gguf").out()).doesNotContain(vector);
    }

    @Test
    void eachKindOfCommandStartsFromClassesThatOneOfItsKindLoadedOnce() throws Exception {
        script(
                temp.resolve("jdk-25/bin/java"),
                """
                for arg; do
                  case $arg in
                    -XX:AOTCacheOutput=*) echo "$*" >>'%s/recorded'; echo x >"${arg#*=}"; exit ;;
                  esac
                done
                echo "args: $*"
                """
                        .formatted(temp));
        for (String command : List.of("find", "ask", "serve")) {
            assertThat(candor(command).out()).contains("-XX:AOTCache=", "-model.aot ");
        }
        for (String command : List.of("inspect", "--help")) {
            assertThat(candor(command).out())
                    .contains("-XX:AOTCache=")
                    .doesNotContain("-model.aot");
        }
        assertThat(candor("bench", "kernels").out()).doesNotContain("AOTCache");
        assertThat(Files.readAllLines(temp.resolve("recorded")))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains("jdk.incubator.vector", "Parallel")
                                        .endsWith("dev.candor.app.cli.Main ask Who?"),
                        line ->
                                assertThat(line)
                                        .contains("Serial")
                                        .contains("Main export ")
                                        .doesNotContain("jdk.incubator.vector"));
    }

    @Test
    void aStartBesideABuildDoesWithoutTheClassesThatAreStillToBeRecorded() throws Exception {
        candor("--version");
        long someone = ProcessHandle.current().pid();
        write(project.resolve(".candor/lock/pid"), someone + "\n");
        Outcome outcome = candor("find");
        assertThat(outcome.out()).contains("Main find").doesNotContain("AOTCache");
        assertThat(outcome.err()).isEmpty();
        assertThat(project.resolve(".candor/lock/pid")).hasContent(someone + "\n");
    }

    @Test
    void anArchiveOfTheUsersOwnTakesThePlaceOfOurs() throws Exception {
        script(
                temp.resolve("jdk-25/bin/java"),
                "for arg; do case $arg in -XX:AOTCacheOutput=*) echo x >\"${arg#*=}\" ;; esac; done;"
                        + " echo \"args: $*\"\n");
        assertThat(candor("find").out()).contains("-XX:AOTCache=");
        for (String option :
                List.of("-Xshare:off", "-XX:SharedArchiveFile=a.jsa", "-XX:AOTMode=off")) {
            environment.put("CANDOR_JAVA_OPTS", option);
            assertThat(candor("find").out()).contains(option).doesNotContain("AOTCache=");
        }
    }

    @Test
    void modulesThatAreNotShippedAreBuiltWhenAskedForAndRunOnTheirOwnMain() throws Exception {
        for (String module : List.of("bench", "organism")) {
            Outcome outcome = candor(module, "inspect", "--seed", "3");
            assertThat(outcome.err()).isEqualTo("candor: building Candor (first use) …\n");
            assertThat(outcome.out())
                    .contains(
                            "candor-" + module + ".jar",
                            "--add-modules jdk.incubator.vector",
                            "dev.candor." + module + ".Main inspect --seed 3");
        }
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void theUsersJvmOptionsComeLastAndTheirCollectorReplacesOurs() throws Exception {
        environment.put("CANDOR_JAVA_OPTS", "-Xmx12g -XX:+UseG1GC");
        assertThat(candor("find").out())
                .contains("-Xmx12g -XX:+UseG1GC dev.candor.app.cli.Main find")
                .doesNotContain("ParallelGC");
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws Exception {
        environment.put("JAVA_HOME", jdk("jdk-17", "17.0.9").toString());
        Path newer = jdk("jdk-26", "26-ea");
        Files.createSymbolicLink(tools.resolve("java"), newer.resolve("bin/java"));
        assertThat(candor().out()).startsWith("java: " + newer);
    }

    @Test
    void candorJavaHomeWinsAndMustBeNewEnough() throws Exception {
        Path newer = jdk("jdk-26", "26.0.1");
        environment.put("CANDOR_JAVA_HOME", newer.toString());
        assertThat(candor().out()).startsWith("java: " + newer);
        String older = jdk("jdk-8", "1.8.0_402").toString();
        environment.put("CANDOR_JAVA_HOME", older);
        assertThat(candor())
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "candor: CANDOR_JAVA_HOME is "
                                        + older
                                        + ", which is not a JDK 25 or newer.\n"));
    }

    @Test
    void noJdkIsOneSentence() throws Exception {
        Path launcher = project.resolve("candor");
        String text = Files.readString(launcher);
        Files.writeString(launcher, text.replace("\noldest_java=25\n", "\noldest_java=99\n"));
        Outcome outcome = candor("--help");
        assertThat(outcome.err())
                .startsWith("candor: needs a JDK 99 or newer and found none")
                .hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void noMavenIsOneSentence() throws Exception {
        environment.put("PATH", temp.toString());
        Outcome outcome = finish(start(project, "bash", "./candor", "--help"));
        assertThat(outcome.err()).startsWith("candor: needs Maven").hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void testRunsMavenVerifyOnTheJdkAndReturnsItsExitCode() throws Exception {
        environment.put("MVN_EXIT", "7");
        Outcome outcome = candor("test", "--batch-mode", "-Dtest=X");
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(Files.readString(temp.resolve("mvn.calls")))
                .isEqualTo(
                        environment.get("JAVA_HOME")
                                + " mvn --no-transfer-progress --threads 2 verify --batch-mode -Dtest=X\n");
        assertThat(project.resolve(".candor/lock")).doesNotExist();
    }

    @Test
    void mavenIsGivenOneCollectorForTheJvmRefusesTwo() throws Exception {
        candor("test");
        environment.put("MAVEN_OPTS", "-Xmx2g -XX:+UseParallelGC");
        candor("test");
        assertThat(Files.readAllLines(temp.resolve("mvn.options")))
                .hasSize(2)
                .satisfies(each -> {
                    assertThat(each.get(0)).contains("-XX:+UseSerialGC");
                    assertThat(each.get(1))
                            .endsWith(" -Xmx2g -XX:+UseParallelGC")
                            .doesNotContain("SerialGC");
                });
    }

    @Test
    void testTakesTheChromiumOnThePathOrTheOneThatIsNamed() throws Exception {
        assertThat(candor("test").err()).isEmpty();
        Path named = temp.resolve("my browser");
        script(named, "exit 1\n");
        environment.put("CANDOR_CHROMIUM", named.toString());
        assertThat(candor("test").err()).isEmpty();
        assertThat(temp.resolve("mvn.browsers"))
                .hasContent(tools.resolve("chromium") + "\n" + named + "\n");
        environment.put("CANDOR_CHROMIUM", "/nowhere");
        assertThat(candor("test"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "candor: CANDOR_CHROMIUM is /nowhere, which is not a program.\n"));
    }

    @Test
    void testWithoutAChromiumRunsTheOtherTestsAndSaysSoFirstAndLast() throws Exception {
        environment.put("CANDOR_CHROMIUM", "");
        environment.put("MVN_EXIT", "7");
        Outcome outcome = candor("test", "--batch-mode");
        assertThat(outcome.code()).isEqualTo(7);
        String said = outcome.err();
        assertThat(said).contains("NOT RUN", "tag browser", "apt-get install chromium");
        String half = said.substring(0, said.length() / 2);
        assertThat(said).isEqualTo(half + half);
        candor("test", "-Preal-files");
        candor("test", "-Dcandor.excludedTests=slow");
        assertThat(Files.readAllLines(temp.resolve("mvn.calls")))
                .extracting(line -> line.substring(line.indexOf(" verify ") + 8))
                .containsExactly(
                        "--batch-mode -Dcandor.excludedTests=real-files,browser",
                        "-Preal-files -Dcandor.excludedTests=browser",
                        "-Dcandor.excludedTests=slow -Dcandor.excludedTests=slow,browser");
    }

    @Test
    void testBringsANodeOnlyWhereThereIsNoneThatIsNewEnough() throws Exception {
        for (String node : List.of("echo v18.20.4\n", "exit 1\n")) {
            script(tools.resolve("node"), node);
            candor("test");
        }
        assertThat(Files.readString(temp.resolve("mvn.calls")).lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith(" verify -Pbrowser-driver"));
    }
}
