package dev.candor.lab.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawTest {
    @TempDir private Path dir;

    private List<? extends Item> items(int count) {
        StringBuilder text = new StringBuilder("question,answer,label\n");
        for (int i = 0; i < count; i++) {
            text.append("Why does stone ").append(i).append(" sing?,It does not.,1\n");
        }
        return FalsePremises.read(Asked.write(dir, "f.csv", text.toString()), "f.csv", 40).items();
    }

    private static List<String> ids(List<? extends Item> items) {
        return items.stream().map(Item::id).toList();
    }

    @Test
    void someAreAnEvenShareThatDependsOnTheSeedAlone() {
        List<? extends Item> all = items(200);
        List<String> some = ids(new Draw(50, 3).some(all));
        assertThat(some).hasSize(50).isEqualTo(ids(new Draw(50, 3).some(all)));
        assertThat(some).isNotEqualTo(ids(new Draw(50, 4).some(all)));
        assertThat(ids(all)).containsSubsequence(some);
        assertThat(some).doesNotContainSequence(ids(all).subList(0, 10));
        assertThat(ids(new Draw(500, 3).some(all))).isEqualTo(ids(all));
    }

    @Test
    void aLargerDrawHoldsASmallerOne() {
        List<? extends Item> all = items(200);
        assertThat(ids(new Draw(60, 3).some(all))).containsAll(ids(new Draw(50, 3).some(all)));
        assertThat(ids(new Draw(60, 3).order(all)))
                .startsWith(ids(new Draw(50, 3).order(all)).toArray(String[]::new));
    }
}
