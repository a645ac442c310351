package dev.candor.bench;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Durations as people write them: `30s`, `10m`, `1h30m`.
final class Times implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            Duration time = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            if (time.isPositive()) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw new TypeConversionException(
                "'%s' is no time, expected e.g. 30s or 10m".formatted(text));
    }
}
