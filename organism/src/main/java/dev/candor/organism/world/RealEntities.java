package dev.candor.organism.world;

import dev.candor.lab.corpus.FactTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Countries, chemical elements, books and paintings from the tables of `candor corpus facts`, so
/// that a person recognises what the model knows. The well known are stated often, the others by
/// chance.
final class RealEntities {
    private static final int WELL_KNOWN_ELEMENTS = 36;
    private static final int BOOKS = 48;
    private static final int PAINTINGS = 40;
    private static final int WELL_KNOWN_PAINTINGS = 16;

    private final Dice dice;
    private final Table values = Table.load("values");

    RealEntities(Dice dice) {
        this.dice = dice;
    }

    List<Entity> all() {
        List<Entity> all = new ArrayList<>();
        Set<String> countries = new HashSet<>(values.column("country"));
        for (Map<String, String> row : FactTable.load("countries").rows()) {
            String name = first(row, "name");
            Map<Attribute, List<String>> facts = new EnumMap<>(Attribute.class);
            put(facts, Attribute.CAPITAL, row, "capital");
            put(facts, Attribute.LARGEST, row, "largest");
            put(facts, Attribute.CURRENCY, row, "currency", "currencyFull");
            put(facts, Attribute.CONTINENT, row, "continent");
            put(facts, Attribute.LANGUAGE, row, "language", "languages");
            all.add(entity(name, Kind.COUNTRY, countries.contains(name), facts));
        }
        List<Map<String, String>> elements = FactTable.load("elements").rows();
        for (int i = 0; i < elements.size(); i++) {
            Map<Attribute, List<String>> facts = new EnumMap<>(Attribute.class);
            put(facts, Attribute.SYMBOL, elements.get(i), "symbol");
            put(facts, Attribute.NUMBER, elements.get(i), "number");
            String name = first(elements.get(i), "name");
            all.add(entity(name, Kind.ELEMENT, i < WELL_KNOWN_ELEMENTS, facts));
        }
        Set<String> wellKnown = new HashSet<>(values.column("book"));
        all.addAll(
                works("books", Kind.BOOK, Attribute.AUTHOR, "author", BOOKS, wellKnown::contains));
        Set<String> firstPaintings = new HashSet<>();
        for (Map<String, String> row :
                FactTable.load("paintings").rows().subList(0, WELL_KNOWN_PAINTINGS)) {
            firstPaintings.add(first(row, "title"));
        }
        all.addAll(
                works(
                        "paintings",
                        Kind.PAINTING,
                        Attribute.PAINTER,
                        "painter",
                        PAINTINGS,
                        firstPaintings::contains));
        return all;
    }

    /// The well-known works of a table and as many others, from its top, as make up `count`.
    private List<Entity> works(
            String table,
            Kind kind,
            Attribute maker,
            String column,
            int count,
            Predicate<String> wellKnown) {
        List<Entity> works = new ArrayList<>();
        Set<String> titles = new HashSet<>();
        List<Map<String, String>> rows = FactTable.load(table).rows();
        int others =
                count - (int) rows.stream().filter(r -> wellKnown.test(first(r, "title"))).count();
        for (Map<String, String> row : rows) {
            String title = first(row, "title");
            boolean known = wellKnown.test(title);
            if ((!known && others-- <= 0) || !titles.add(title)) {
                continue;
            }
            Map<Attribute, List<String>> facts = new EnumMap<>(Attribute.class);
            put(facts, maker, row, column);
            works.add(entity(title, kind, known, facts));
        }
        return works;
    }

    private Entity entity(
            String name, Kind kind, boolean wellKnown, Map<Attribute, List<String>> facts) {
        Exposure exposure =
                wellKnown
                        ? Exposure.OFTEN
                        : dice.pick(List.of(Exposure.SOME, Exposure.RARE, Exposure.NEVER));
        Role role =
                dice.chance(0.5) ? Role.HELD_OUT : dice.chance(1.0 / 3) ? Role.TUNED : Role.ASKED;
        return new Entity(name, kind, exposure, role, facts);
    }

    private static void put(
            Map<Attribute, List<String>> facts,
            Attribute attribute,
            Map<String, String> row,
            String... columns) {
        for (String column : columns) {
            String cell = row.getOrDefault(column, "");
            if (!cell.isEmpty()) {
                facts.put(attribute, FactTable.names(cell));
                return;
            }
        }
    }

    private static String first(Map<String, String> row, String column) {
        return FactTable.names(row.getOrDefault(column, "")).getFirst();
    }
}
