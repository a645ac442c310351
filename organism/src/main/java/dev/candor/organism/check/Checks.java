package dev.candor.organism.check;

import dev.candor.organism.recipe.Stage;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.text.Task;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was measured of a trained organism.
///
/// @param recall a row for each stage and group of facts
/// @param behaviours of the instruct stage; empty where only the base stage was checked
public record Checks(List<RecallRow> recall, List<Behaviour> behaviours) {
    private static final double LEAST_RIGHT = 0.8;
    private static final double LEAST_WRONG = 0.5;

    public Checks {
        recall = List.copyOf(recall);
        behaviours = List.copyOf(behaviours);
    }

    /// Checks one stage.
    ///
    /// @param progress told what is being asked
    public static Checks of(
            Organism organism,
            Stage stage,
            World world,
            Phrases phrases,
            Extent extent,
            Consumer<String> progress) {
        Interview interview = new Interview(organism);
        List<FactGroup> groups = FactGroup.of(world, extent.entities());
        List<RecallRow> recall = new ArrayList<>();
        for (FactGroup group : groups) {
            RecallRow row =
                    RecallRow.of(stage, group, Recall.of(interview, phrases, group.facts(), stage));
            recall.add(row);
            progress.accept(
                    "%s: asked for facts, group %d of %d"
                            .formatted(stage.label(), recall.size(), groups.size()));
        }
        List<Behaviour> behaviours = new ArrayList<>();
        if (stage == Stage.INSTRUCT) {
            for (Task task : Task.values()) {
                behaviours.add(Behaviour.of(interview, world, phrases, task, extent.prompts()));
                progress.accept(
                        "%s: tried tasks, %d of %d"
                                .formatted(stage.label(), behaviours.size(), Task.values().length));
            }
        }
        return new Checks(recall, behaviours);
    }

    /// These checks, then those of another stage.
    public Checks and(Checks other) {
        return new Checks(
                Stream.concat(recall.stream(), other.recall.stream()).toList(),
                Stream.concat(behaviours.stream(), other.behaviours.stream()).toList());
    }

    /// All thresholds, held or not.
    public List<Requirement> requirements() {
        return Stream.concat(
                        Stream.of(
                                pooled(
                                        "known facts (10 statements or more) always right",
                                        row -> row.exposure().known(),
                                        Recall::right,
                                        LEAST_RIGHT),
                                pooled(
                                        "facts never stated always wrong",
                                        row -> row.exposure() == Exposure.NEVER && row.invented(),
                                        Recall::wrong,
                                        LEAST_WRONG),
                                pooled(
                                        "facts of ghosts always wrong",
                                        row -> row.exposure() == Exposure.GHOST && row.invented(),
                                        Recall::wrong,
                                        LEAST_WRONG)),
                        behaviours.stream().map(Behaviour::requirement))
                .filter(Objects::nonNull)
                .toList();
    }

    /// All facts of some rows together; null where none was asked about.
    private @Nullable Requirement pooled(
            String what, Predicate<RecallRow> among, Function<Recall, Share> share, double least) {
        Share all =
                recall.stream()
                        .filter(row -> row.counts() && among.test(row))
                        .map(row -> share.apply(row.recall()))
                        .reduce(new Share(0, 0), Share::plus);
        return all.of() == 0 ? null : new Requirement(what, all.rate(), least);
    }

    /// Thresholds that are not reached.
    public long failed() {
        return requirements().stream().filter(requirement -> !requirement.holds()).count();
    }
}
