package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.bench.GrowthCurve.Kind;
import dev.candor.bench.GrowthCurve.Point;
import dev.candor.engine.forward.ContextExceededException;
import dev.candor.engine.testing.TinyModels;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class GrowthTest {
    @TempDir private Path folder;

    @Test
    void oursAndThePeerStandSideBySideAtEveryContextAndBatch() throws Exception {
        FakePeer.write(folder);
        GrowthReport report = measure(List.of(8, 16, 128), List.of(1, 3));
        assertThat(report.curves().stream().map(GrowthCurve::kind)).containsExactly(Kind.values());
        assertThat(report.curves().getFirst().points().stream().map(Point::at))
                .containsExactly(8, 16, 128);
        assertThat(report.curves().stream().flatMap(curve -> curve.points().stream()))
                .allMatch(point -> point.ours().least() > 0);
        assertThat(report.curves().getLast().points().stream().map(p -> p.peer().median()))
                .containsExactly(50.0, 200.0);
        assertThat(report.markdown())
                .contains("| prompt, tokens | ours |", "| context, tokens | ours |")
                .contains("-p 0 -n 4 -d 124", "-npp 16 -ntg 4 -npl 3", "Cliffs (");
    }

    @Test
    void aContextThatTheModelLacksIsRefused() throws Exception {
        FakePeer.write(folder);
        assertThatThrownBy(() -> measure(List.of(8, 129), List.of(1)))
                .isInstanceOf(ContextExceededException.class);
    }

    @Test
    void cliffsAreSaidOfTheSideThatHasThem() {
        GrowthCurve curve =
                new GrowthCurve(
                        Kind.BATCH, List.of(point(1, 10, 10), point(2, 8, 20), point(4, 16, 40)));
        assertThat(report(curve).markdown()).contains("): ours at 2, llama.cpp none.");
    }

    @Test
    void thePlotIsXmlWithBothCurvesAndTheirRanges() throws Exception {
        GrowthCurve curve =
                new GrowthCurve(
                        Kind.DECODE,
                        List.of(point(128, 10, 20), point(256, 9, 18), point(2048, 5, 6)));
        String svg = new GrowthPlot(curve).svg();
        var root =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)))
                        .getDocumentElement();
        assertThat(root.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(root.getElementsByTagName("circle").getLength()).isEqualTo(6);
        assertThat(svg)
                .contains("prefers-color-scheme: dark", ">2048</text>", ">context, tokens</text>")
                .contains("128: 10.0 (9.0–11.0)", ">Candor<", ">llama.cpp<");
    }

    @Test
    void doublingsAreEquallyFarApart() {
        GrowthCurve curve =
                new GrowthCurve(
                        Kind.BATCH, List.of(point(1, 10, 10), point(2, 10, 10), point(4, 10, 10)));
        assertThat(new GrowthPlot(curve).svg())
                .contains("cx=\"80.0\"", "cx=\"324.0\"", "cx=\"568.0\"");
    }

    private GrowthReport measure(List<Integer> contexts, List<Integer> batches) throws Exception {
        Path model = TinyModels.llamaFile();
        try (Engine engine = new Engine(model, 2, warning -> {})) {
            LlamaCpp llama = new LlamaCpp(folder, 2, folder);
            return new Growth(engine, llama, 2, 4, step -> {}).run(contexts, batches);
        }
    }

    private static Point point(int at, double ours, double peer) {
        return new Point(at, about(ours), about(peer), about(ours / peer), "ab", "llama-bench");
    }

    private static Spread about(double value) {
        return new Spread(value, 0.9 * value, 1.1 * value);
    }

    private static GrowthReport report(GrowthCurve curve) {
        Machine machine = new Machine("cpu", 2, 1 << 30, "Linux", "25", "abc", "");
        return new GrowthReport(machine, "m", "scalar", 2, 1, 4, 0, 0, "peer", List.of(curve));
    }
}
