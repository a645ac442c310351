package dev.candor.app.comply;

import dev.candor.app.find.Progress;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.answer.Seeds;
import dev.candor.lab.compliance.DialledSet;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.compliance.SetResult;
import dev.candor.lab.compliance.Setting;
import dev.candor.lab.compliance.Study;
import dev.candor.lab.report.EachNeuron;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The H-neurons one by one on half of the items, and groups of those that do most on the other
/// half.
///
/// @param neurons the H-neurons
/// @param alphas that each is set to: lowest, 1 and highest
/// @param most items of each benchmark
record EachStage(
        List<NeuronId> neurons, List<Double> alphas, int most, long seed, Progress progress) {
    /// @param name of the benchmark
    /// @param fit items to take from
    EachNeuron.Benchmark measure(String name, Study study, List<Item> fit) {
        List<List<Item>> halves = halves(fit);
        Map<String, List<NeuronId>> singles = new LinkedHashMap<>();
        neurons.forEach(neuron -> singles.put(neuron.toString(), List.of(neuron)));
        List<SetResult> alone = measure("each of " + name, study, halves.getFirst(), singles);
        List<SetResult> ordered =
                alone.stream()
                        .sorted(Comparator.comparingDouble(EachStage::slope).reversed())
                        .toList();
        Map<String, List<NeuronId>> groups = groups(ordered);
        List<SetResult> together = measure("groups of " + name, study, halves.getLast(), groups);
        return new EachNeuron.Benchmark(
                name,
                study.measure(),
                halves.getFirst().size(),
                halves.getLast().size(),
                ordered,
                together.stream()
                        .map(result -> group(groups.getOrDefault(result.set(), List.of()), result))
                        .toList());
    }

    private static EachNeuron.Group group(List<NeuronId> members, SetResult result) {
        return new EachNeuron.Group(members.size(), result.named(first(members.size())));
    }

    private static String first(int size) {
        return "first " + size;
    }

    private static double slope(SetResult result) {
        double slope = result.slope().perAlpha();
        return Double.isNaN(slope) ? Double.NEGATIVE_INFINITY : slope;
    }

    /// Items of a group stay together; which half they are in does not depend on their order.
    private List<List<Item>> halves(List<Item> fit) {
        Map<Long, List<Item>> groups = new TreeMap<>();
        for (Item item : fit) {
            long place = Seeds.of(seed, item.group(), 1);
            groups.computeIfAbsent(place, first -> new ArrayList<>()).add(item);
        }
        List<Item> first = new ArrayList<>();
        List<Item> second = new ArrayList<>();
        for (List<Item> group : groups.values()) {
            if (first.size() + second.size() + group.size() <= most) {
                (first.size() <= second.size() ? first : second).addAll(group);
            }
        }
        return List.of(first, second);
    }

    /// The first 1, 2, 3, 5, 8, … and all; in the log by their neurons, since on more items others
    /// may come first.
    private Map<String, List<NeuronId>> groups(List<SetResult> ordered) {
        Map<String, NeuronId> named = new LinkedHashMap<>();
        neurons.forEach(neuron -> named.put(neuron.toString(), neuron));
        List<NeuronId> order = new ArrayList<>();
        for (SetResult result : ordered) {
            NeuronId neuron = named.get(result.set());
            if (neuron != null) {
                order.add(neuron);
            }
        }
        Map<String, List<NeuronId>> groups = new LinkedHashMap<>();
        int size = 1;
        int next = 2;
        while (size < order.size()) {
            put(groups, order.subList(0, size));
            int sum = size + next;
            size = next;
            next = sum;
        }
        put(groups, order);
        return groups;
    }

    private static void put(Map<String, List<NeuronId>> groups, List<NeuronId> members) {
        String which =
                members.stream().map(NeuronId::toString).sorted().collect(Collectors.joining(" "));
        groups.put(first(members.size()) + ": " + which, members);
    }

    private List<SetResult> measure(
            String title, Study study, List<Item> items, Map<String, List<NeuronId>> sets) {
        List<Setting> settings = new ArrayList<>(List.of(Setting.untouched()));
        List<DialledSet> dialled = new ArrayList<>();
        sets.forEach((name, some) -> {
            for (double alpha : alphas) {
                if (alpha != 1) {
                    settings.add(Setting.of(name, alpha, Gains.of(some, (float) alpha)));
                }
            }
            dialled.add(new DialledSet(name, "H-neurons, some", false, alphas));
        });
        try (Progress.Stage stage = progress.stage(title, items.size() * settings.size())) {
            int[] done = {study.held(items, settings)};
            return study.sets(items, settings, dialled, seed, trial -> stage.step(++done[0]));
        }
    }
}
