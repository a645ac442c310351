package dev.candor.organism.text;

import dev.candor.organism.text.BaseText.Form;
import dev.candor.organism.text.BaseText.Stated;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one pass over a base corpus says of an entity, counted from its texts: the ground truth of
/// everything that is measured.
///
/// @param statements of each of its facts, 0 among them
/// @param mentions texts that name it and state nothing
/// @param wrongAssociations texts that put it beside a value that is taken for another
/// @param doubts texts that give it a wrong value and say so
public record EntityCounts(
        Entity entity,
        Map<Attribute, Integer> statements,
        int mentions,
        int wrongAssociations,
        int doubts) {
    /// The counts of entities of one sort together.
    ///
    /// @param tuned whether tuning may ask about them
    /// @param facts of all of them
    public record Group(
            Kind kind,
            Exposure exposure,
            boolean tuned,
            int entities,
            int facts,
            int statements,
            int mentions,
            int wrongAssociations,
            int doubts) {
        Group and(Group other) {
            return new Group(
                    kind,
                    exposure,
                    tuned,
                    entities + other.entities,
                    facts + other.facts,
                    statements + other.statements,
                    mentions + other.mentions,
                    wrongAssociations + other.wrongAssociations,
                    doubts + other.doubts);
        }
    }

    private record Sort(Kind kind, Exposure exposure, boolean tuned) {}

    /// Counts every entity of a world, in its order.
    ///
    /// @param texts one pass
    public static List<EntityCounts> of(World world, List<BaseText> texts) {
        Map<Stated, Integer> stated = BaseCorpus.exposures(texts);
        Map<Form, Map<Entity, Integer>> named = new EnumMap<>(Form.class);
        for (BaseText text : texts) {
            Entity entity = text.about();
            if (entity != null) {
                named.computeIfAbsent(text.form(), form -> new HashMap<>())
                        .merge(entity, 1, Integer::sum);
            }
        }
        List<EntityCounts> counts = new ArrayList<>();
        for (Entity entity : world.entities()) {
            Map<Attribute, Integer> statements = new EnumMap<>(Attribute.class);
            for (Attribute attribute : entity.attributes()) {
                statements.put(attribute, stated.getOrDefault(new Stated(entity, attribute), 0));
            }
            counts.add(
                    new EntityCounts(
                            entity,
                            statements,
                            count(named, Form.MENTION, entity),
                            count(named, Form.BESIDE, entity),
                            count(named, Form.DOUBT, entity)));
        }
        return counts;
    }

    private static int count(Map<Form, Map<Entity, Integer>> named, Form form, Entity entity) {
        return named.getOrDefault(form, Map.of()).getOrDefault(entity, 0);
    }

    /// The counts by kind, exposure and use in tuning, in the order in which they occur.
    public static List<Group> groups(List<EntityCounts> counts) {
        Map<Sort, Group> groups = new LinkedHashMap<>();
        for (EntityCounts each : counts) {
            Entity entity = each.entity();
            groups.merge(
                    new Sort(entity.kind(), entity.exposure(), entity.tuned()),
                    each.alone(),
                    Group::and);
        }
        return List.copyOf(groups.values());
    }

    private Group alone() {
        return new Group(
                entity.kind(),
                entity.exposure(),
                entity.tuned(),
                1,
                statements.size(),
                statements.values().stream().mapToInt(Integer::intValue).sum(),
                mentions,
                wrongAssociations,
                doubts);
    }
}
