package dev.candor.lab.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.Region;
import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The JDK and ICU know currencies, regions, names and likely languages of countries.
class CountryFactsTest {
    private static final List<Map<String, String>> COUNTRIES = FactTable.load("countries").rows();

    /// Countries that use the US dollar as they please, whose own currency the JDK still names.
    private static final Map<String, String> CURRENCY_IN_USE = Map.of("SV", "USD");

    /// There ICU has the language most spoken, or another name for it (Dari, Tuvaluan, Bokmål).
    private static final Set<String> SPOKEN_IS_NOT_OFFICIAL =
            Set.of("ME", "AF", "NA", "TV", "NO", "GH", "SS", "SN");

    private static final Map<String, String> REGION_OF_CONTINENT =
            Map.of(
                    "Africa", "002",
                    "Asia", "142",
                    "Europe", "150",
                    "South America", "005",
                    "North America", "003");

    @Test
    void everyCountryIsListedOnce() {
        assertThat(COUNTRIES).hasSizeGreaterThan(190);
        assertThat(COUNTRIES).extracting(row -> row.get("code")).doesNotHaveDuplicates();
    }

    @Test
    void namesAreThoseOfTheJdkOrIcu() {
        List<String> unknown = new ArrayList<>();
        for (Map<String, String> row : COUNTRIES) {
            String jdk = Locale.of("", cell(row, "code")).getDisplayCountry(Locale.ENGLISH);
            String icu = new ULocale("", cell(row, "code")).getDisplayCountry(ULocale.ENGLISH);
            boolean known =
                    FactTable.names(cell(row, "name")).stream()
                            .anyMatch(name -> same(name, jdk) || same(name, icu));
            if (!known) {
                unknown.add(row.get("code") + ": " + row.get("name") + ", JDK " + jdk);
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void currencyCodesAreThoseOfTheJdk() {
        int compared = 0;
        List<String> differing = new ArrayList<>();
        for (Map<String, String> row : COUNTRIES) {
            String country = cell(row, "code");
            String code = cell(row, "currencyCode");
            if (!code.isEmpty()) {
                compared++;
                String jdk = Currency.getInstance(Locale.of("", country)).getCurrencyCode();
                if (!code.equals(CURRENCY_IN_USE.getOrDefault(country, jdk))) {
                    differing.add(country + ": " + code + ", JDK " + jdk);
                }
            }
        }
        assertThat(differing).isEmpty();
        assertThat(compared).isGreaterThan(185);
    }

    @Test
    void currencyNamesAreThoseOfIcu() {
        List<String> differing = new ArrayList<>();
        for (Map<String, String> row : COUNTRIES) {
            String code = cell(row, "currencyCode");
            String names = cell(row, "currency") + cell(row, "currencyFull");
            if (!code.isEmpty()) {
                String icu =
                        com.ibm.icu.util.Currency.getInstance(code).getDisplayName(Locale.ENGLISH);
                boolean unit = !cell(row, "currency").isEmpty();
                boolean known =
                        FactTable.names(names).stream()
                                .anyMatch(name ->
                                        same(name, icu)
                                                || (unit
                                                        && lastWord(plain(icu))
                                                                .equals(plain(name))));
                if (!known) {
                    differing.add(row.get("code") + ": " + names + ", ICU " + icu);
                }
            }
        }
        assertThat(differing).isEmpty();
    }

    @Test
    void aCurrencyIsAskedForInOneWayOnly() {
        assertThat(COUNTRIES)
                .allMatch(row ->
                        cell(row, "currency").isEmpty() || cell(row, "currencyFull").isEmpty())
                .allMatch(
                        row -> cell(row, "language").isEmpty() || cell(row, "languages").isEmpty());
    }

    @Test
    void continentsContainTheirCountriesInIcu() {
        int compared = 0;
        List<String> differing = new ArrayList<>();
        for (Map<String, String> row : COUNTRIES) {
            String continent = FactTable.names(cell(row, "continent")).getFirst();
            if (!continent.isEmpty()) {
                compared++;
                String code = REGION_OF_CONTINENT.getOrDefault(continent, continent);
                Region country = Region.getInstance(cell(row, "code"));
                if (!Region.getInstance(code).contains(country)) {
                    differing.add(row.get("code") + ": " + continent);
                }
            }
        }
        assertThat(differing).isEmpty();
        assertThat(compared).isGreaterThan(160);
    }

    @Test
    void languagesIncludeTheOneIcuFindsLikely() {
        List<String> differing = new ArrayList<>();
        for (Map<String, String> row : COUNTRIES) {
            String names = cell(row, "language") + cell(row, "languages");
            if (!names.isEmpty()) {
                ULocale likely = ULocale.addLikelySubtags(new ULocale("und_" + cell(row, "code")));
                String icu = likely.getDisplayLanguage(ULocale.ENGLISH);
                if (FactTable.names(names).stream().noneMatch(name -> same(name, icu))) {
                    differing.add(row.get("code"));
                }
            }
        }
        // There ICU names the language most spoken, which is not the official one (or not the
        // only).
        assertThat(Set.copyOf(differing)).isSubsetOf(SPOKEN_IS_NOT_OFFICIAL);
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static boolean same(String a, String b) {
        return plain(a).equals(plain(b));
    }

    private static String plain(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
        return letters.toLowerCase(Locale.ROOT)
                .replace("ł", "l")
                .replaceAll("\\(.*", "")
                .replace("saint", "st")
                .replace("&", "and")
                .replaceAll("[^a-z]+", " ")
                .replaceAll("^the | the ", " ")
                .strip();
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }
}
