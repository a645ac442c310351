package dev.candor.app.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page on a server that wants a key.
class PageAccessTest extends InBrowser {
    @TempDir private Path keys;

    /// @return the key of a new server's only user
    private String serveTo(Role role) throws IOException {
        ApiKeys.Made made = ApiKeys.make(role, "ana", new SecureRandom());
        Path file = Files.writeString(keys.resolve("keys"), made.line());
        serve(null, ApiKeys.read(file));
        return made.key();
    }

    private static void give(Page page, String key) {
        page.getByTestId("key-input").fill(key);
        page.getByTestId("key-use").click();
    }

    @Test
    void theKeyIsAskedForUntilItIsRightAndForgottenWithWhatWasSaid() throws IOException {
        String key = serveTo(Role.USER);
        Page page = fresh(ColorScheme.LIGHT);
        page.navigate(server().address());
        Locator dialog = page.getByTestId("key-dialog");
        assertThat(dialog).isVisible();
        give(page, "candor-wrong");
        assertThat(dialog).containsText("does not know that key");
        give(page, key);
        assertThat(dialog).isHidden();
        assertThat(page.getByTestId("model-name")).not().isEmpty();
        ask(page, QUESTION);
        page.getByTestId("tab-review").click();
        assertThat(page.getByTestId("review-problem")).containsText("role reviewer or admin");
        page.getByTestId("tab-chat").click();
        page.getByTestId("key-forget").click();
        assertThat(dialog).isVisible();
        give(page, key);
        assertThat(page.getByTestId("model-name")).not().isEmpty();
        assertThat(page.getByTestId("turn")).hasCount(0);
        expectRefusal(401);
        expectRefusal(403);
    }

    @Test
    void whoGivesNoKeyCanBeAskedAgain() throws IOException {
        String key = serveTo(Role.USER);
        Page page = fresh(ColorScheme.LIGHT);
        page.navigate(server().address());
        page.getByTestId("key-cancel").click();
        assertThat(page.getByTestId("problem")).containsText("A key is needed");
        page.getByTestId("retry").click();
        give(page, key);
        assertThat(page.getByTestId("model-name")).not().isEmpty();
        expectRefusal(401);
    }

    @Test
    void whoMayNotTurnNeuronsSeesWhy() throws IOException {
        Page page = open(null, fresh -> alterModel(fresh, model -> model.put("mayTurn", false)));
        assertThat(page.getByTestId("alpha")).isDisabled();
        assertThat(page.getByTestId("settings")).containsText("only a reviewer’s key");
        assertThat(page.getByTestId("compare")).isDisabled();
        assertThat(page.getByTestId("compare-why")).isVisible();
        page.getByTestId("tab-neurons").click();
        assertThat(page.getByTestId("neurons-why")).isVisible();
        assertThat(page.getByTestId("factor-0").first()).isDisabled();
        page.getByTestId("neuron-mark").first().click();
        page.getByTestId("tab-chat").click();
        ask(page, QUESTION);
        assertThat(sent.getFirst().at("/candor").has("neurons")).isFalse();
    }
}
