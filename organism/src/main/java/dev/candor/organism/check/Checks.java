package dev.candor.organism.check;

import dev.candor.organism.recipe.Stage;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.text.Task;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What was measured of a trained organism.
///
/// @param recall a row for each stage and group of facts
/// @param behaviours of the instruct stage; empty where only the base stage was checked
public record Checks(List<RecallRow> recall, List<Behaviour> behaviours) {
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
                        recall.stream().map(RecallRow::requirement),
                        behaviours.stream().map(Behaviour::requirement))
                .filter(Objects::nonNull)
                .toList();
    }

    /// Thresholds that are not reached.
    public long failed() {
        return requirements().stream().filter(requirement -> !requirement.holds()).count();
    }
}
