package dev.candor.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Checkout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebPageTest {
    @Test
    void everyFileOfTheFolderIsServed() {
        Path app =
                Checkout.modules().stream()
                        .filter(module -> module.endsWith("app"))
                        .findFirst()
                        .orElseThrow();
        List<String> folder =
                Checkout.filesBelow(app.resolve("src/main/resources/dev/candor/app/web")).stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .sorted()
                        .toList();
        assertThat(folder)
                .containsExactlyElementsOf(
                        WebPage.files().keySet().stream()
                                .map(path -> path.equals("/") ? "index.html" : path.substring(1))
                                .sorted()
                                .toList());
        assertThat(WebPage.modules()).isSubsetOf(folder);
    }
}
