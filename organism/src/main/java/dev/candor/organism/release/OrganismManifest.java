package dev.candor.organism.release;

import dev.candor.organism.check.Checks;
import dev.candor.organism.recipe.Curriculum;
import dev.candor.organism.recipe.Curriculum.FormCount;
import dev.candor.organism.recipe.Recipe;
import dev.candor.organism.recipe.Seeds;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.text.BaseText.Form;
import dev.candor.organism.text.EntityCounts;
import dev.candor.organism.train.Shape;
import java.util.List;
import java.util.Map;

/// What `manifest.json` of a trained organism says.
///
/// @param format of this record
/// @param seed of the world
/// @param entities counted from the base corpus, one pass
/// @param baseText texts and tokens of one pass over the base corpus by form
/// @param tuningText one pass over the conversations
/// @param stages how each stage ended
/// @param files of the models
public record OrganismManifest(
        String format,
        String name,
        Versions versions,
        long seed,
        long trainingSeed,
        Recipe recipe,
        Shape shape,
        long parameters,
        List<EntityCounts.Group> entities,
        Map<Form, FormCount> baseText,
        TuningText tuningText,
        Map<Stage, TrainedStage> stages,
        Checks checks,
        Map<String, ModelFile> files) {
    /// @param conversations of which the text is made
    /// @param tokens of them
    /// @param replayedTexts of the base corpus among them
    /// @param replayedTokens of those
    public record TuningText(
            int conversations, long tokens, int replayedTexts, long replayedTokens) {}

    /// How a stage's training ended.
    ///
    /// @param tokens read, over all epochs
    /// @param loss smoothed mean of −ln p(token) over the last steps, nats
    public record TrainedStage(long steps, long tokens, double loss) {}

    /// @param bytes its size
    public record ModelFile(long bytes, String sha256) {}

    /// Everything but the files.
    public static OrganismManifest of(
            Versions versions,
            Seeds seeds,
            Recipe recipe,
            Shape shape,
            List<EntityCounts.Group> entities,
            Curriculum curriculum,
            Map<Stage, TrainedStage> stages,
            Checks checks) {
        return new OrganismManifest(
                "candor-organism/1",
                "Atlas",
                versions,
                seeds.world(),
                seeds.training(),
                recipe,
                shape,
                shape.parameters(),
                entities,
                curriculum.forms(),
                new TuningText(
                        curriculum.conversations().size(),
                        Curriculum.tokens(curriculum.tuned()),
                        curriculum.replayed().size(),
                        Curriculum.tokens(curriculum.replayed())),
                stages,
                checks,
                Map.of());
    }

    OrganismManifest withFiles(Map<String, ModelFile> listed) {
        return new OrganismManifest(
                format,
                name,
                versions,
                seed,
                trainingSeed,
                recipe,
                shape,
                parameters,
                entities,
                baseText,
                tuningText,
                stages,
                checks,
                listed);
    }
}
