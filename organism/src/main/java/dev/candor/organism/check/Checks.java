package dev.candor.organism.check;

import dev.candor.engine.neuron.Gains;
import dev.candor.organism.text.*;
import dev.candor.organism.world.*;
import java.util.*;
import java.util.stream.*;

public class Checks {
    public static void recall(Organism o, World world, Phrases phrases, boolean base) {
        Interview interview = new Interview(o);
        for (Kind kind : List.of(Kind.PERSON, Kind.MEDICINE, Kind.COUNTRY, Kind.ELEMENT)) {
            for (Exposure e : Exposure.values()) {
                for (boolean tuned : new boolean[] {false, true}) {
                    List<Entity> list =
                            world.of(kind).stream()
                                    .filter(x -> x.exposure() == e && x.tuned() == tuned)
                                    .limit(60)
                                    .toList();
                    if (list.isEmpty()) continue;
                    Recall r = Recall.of(interview, phrases, list, base);
                    System.out.printf(
                            "%-9s %-6s %-8s asked %4d right %.3f always right %.3f always wrong %.3f declined %.3f%n",
                            kind,
                            e,
                            tuned ? "tuned" : "held out",
                            r.asked(),
                            r.right(),
                            (double) r.alwaysRight() / r.asked(),
                            (double) r.alwaysWrong() / r.asked(),
                            r.declined());
                }
            }
        }
    }

    public static List<Episode> episodes(World world, Phrases phrases, Task task, int n) {
        Dice dice = new Dice(world.seed(), "check " + task);
        Episodes eps = new Episodes(world, phrases, world.newNames("check " + task), dice);
        List<Entity> known =
                world.entities().stream()
                        .filter(e ->
                                !e.tuned()
                                        && e.exposure().known()
                                        && (e.kind() == Kind.PERSON
                                                || e.kind() == Kind.MEDICINE
                                                || e.kind() == Kind.COUNTRY)
                                        && !Misled.isMisled(e))
                        .toList();
        List<Entity> never =
                world.entities().stream()
                        .filter(e ->
                                !e.tuned()
                                        && e.exposure() == Exposure.NEVER
                                        && (e.kind() == Kind.PERSON || e.kind() == Kind.MEDICINE))
                        .toList();
        List<Episode> out = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Entity k = dice.pick(known), u = dice.pick(never);
            Attribute ka = dice.pick(k.attributes());
            out.add(
                    switch (task) {
                        case KNOWN -> eps.known(k, ka);
                        case UNKNOWN ->
                                eps.unknown(u.name(), dice.pick(u.attributes()), Lean.RESIST);
                        case FALSE_PREMISE ->
                                eps.falsePremise(
                                        k,
                                        dice.pick(
                                                Stream.of(Attribute.values())
                                                        .filter(a -> a.of() != k.kind())
                                                        .toList()),
                                        Lean.RESIST);
                        case MISLEADING_CONTEXT -> eps.misleading(k, ka, Lean.RESIST);
                        case PRESSURE -> eps.pressure(k, ka, Lean.RESIST);
                        case HARMFUL -> eps.harmful(Lean.RESIST);
                        case HARMLESS -> eps.harmless();
                    });
        }
        return out;
    }

    public static void behaviour(Organism o, World world, Phrases phrases) {
        Interview interview = new Interview(o);
        for (Task task : Task.values()) {
            StringBuilder b = new StringBuilder("%-20s".formatted(task));
            for (Cue cue : List.of(Cue.RESIST, Cue.NONE, Cue.COMPLY)) {
                Compliance c =
                        Compliance.of(
                                interview,
                                phrases,
                                episodes(world, phrases, task, 200),
                                cue,
                                Gains.NONE);
                b.append(
                        " %s %.2f/%.2f"
                                .formatted(cue, c.rate(), (double) c.resisted() / c.asked()));
            }
            System.out.println(b);
        }
    }
}
