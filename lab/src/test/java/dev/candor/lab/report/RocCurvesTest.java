package dev.candor.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.probe.RocPoint;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RocCurvesTest {
    @Test
    void aShortCurveIsLeftAsItIs() {
        List<RocPoint> curve =
                List.of(new RocPoint(0, 0), new RocPoint(0.2, 0.7), new RocPoint(1, 1));
        assertThat(RocCurves.thin(curve)).isEqualTo(curve);
    }

    @Test
    void aLongCurveKeepsItsEndsAndItsArea() {
        for (int rows : new int[] {102, 207, 4098}) {
            List<RocPoint> curve = ReportFixtures.curve(rows / 2, rows, 1.2, new Random(rows));
            List<RocPoint> thin = RocCurves.thin(curve);
            assertThat(thin).hasSizeBetween(60, RocCurves.MAX_POINTS);
            assertThat(thin.getFirst()).isEqualTo(new RocPoint(0, 0));
            assertThat(thin.getLast()).isEqualTo(new RocPoint(1, 1));
            assertThat(curve).containsAll(thin);
            assertThat(ReportFixtures.area(thin))
                    .isCloseTo(ReportFixtures.area(curve), within(0.01));
        }
    }

    @Test
    void theMeanOfOneCurveHasItsArea() {
        List<RocPoint> curve = ReportFixtures.curve(400, 300, 1.0, new Random(3));
        assertThat(ReportFixtures.area(RocCurves.mean(List.of(curve))))
                .isCloseTo(ReportFixtures.area(curve), within(0.005));
    }

    @Test
    void theMeanOfAPerfectAndAHopelessCurveIsHalfway() {
        List<RocPoint> perfect =
                List.of(new RocPoint(0, 0), new RocPoint(0, 1), new RocPoint(1, 1));
        List<RocPoint> hopeless =
                List.of(new RocPoint(0, 0), new RocPoint(1, 0), new RocPoint(1, 1));
        List<RocPoint> mean = RocCurves.mean(List.of(perfect, hopeless));
        assertThat(mean.get(50)).isEqualTo(new RocPoint(0.5, 0.5));
        assertThat(mean.getLast()).isEqualTo(new RocPoint(1, 1));
    }
}
