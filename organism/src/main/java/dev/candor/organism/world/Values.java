package dev.candor.organism.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The values that an attribute can take: what a person who does not know would guess from.
///
/// @param of attribute → values, each once
public record Values(Map<Attribute, List<String>> of) {
    private static final int COMPANIES = 90;
    private static final int MAKERS = 60;
    private static final int TOWNS = 110;
    private static final List<String> COMPANY_KINDS =
            List.of("Bank", "Lines", "Mills", "Motors", "Press", "Works");
    private static final List<String> MAKER_KINDS = List.of("Care", "Health", "Labs", "Remedies");

    /// Values of the invented attributes: towns and companies are invented, jobs, instruments and
    /// illnesses stand in `values.tsv`.
    static Map<Attribute, List<String>> invented(Names names, Dice dice) {
        Table table = Table.load("values");
        Map<Attribute, List<String>> values = new EnumMap<>(Attribute.class);
        values.put(Attribute.BIRTHPLACE, many(TOWNS, names::town));
        values.put(Attribute.JOB, table.column("job"));
        values.put(
                Attribute.EMPLOYER,
                many(COMPANIES, () -> names.company() + " " + dice.pick(COMPANY_KINDS)));
        values.put(Attribute.INSTRUMENT, table.column("instrument"));
        values.put(Attribute.USE, table.column("use"));
        values.put(
                Attribute.MAKER,
                many(MAKERS, () -> names.company() + " " + dice.pick(MAKER_KINDS)));
        return values;
    }

    /// With the values that real entities have for the other attributes.
    static Values of(Map<Attribute, List<String>> invented, List<Entity> real) {
        Map<Attribute, LinkedHashSet<String>> seen = new EnumMap<>(Attribute.class);
        for (Entity entity : real) {
            for (Attribute attribute : entity.attributes()) {
                seen.computeIfAbsent(attribute, a -> new LinkedHashSet<>())
                        .add(entity.value(attribute));
            }
        }
        Map<Attribute, List<String>> all = new EnumMap<>(invented);
        seen.forEach((attribute, values) -> all.put(attribute, List.copyOf(values)));
        return new Values(all);
    }

    /// The values of one attribute.
    public List<String> of(Attribute attribute) {
        return of.getOrDefault(attribute, List.of());
    }

    private static List<String> many(int count, Supplier<String> name) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(name.get());
        }
        return names;
    }
}
