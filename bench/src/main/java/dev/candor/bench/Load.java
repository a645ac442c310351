package dev.candor.bench;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.zip.CRC32C;

/// All requests of a stretch of time.
///
/// @param start as [System#nanoTime]
/// @param end no request was sent after it
/// @param served those sent between, also where the reply came to its end later
record Load(long start, long end, List<Served> served) {
    /// Tokens that came between start and end, a second.
    double tokensPerSecond() {
        return served.stream().mapToDouble(each -> each.tokensBy(end)).sum() / seconds();
    }

    /// Replies that ended between start and end, a second.
    double requestsPerSecond() {
        long ended =
                whole().stream()
                        .filter(each ->
                                each.arrivals().isEmpty() || each.arrivals().getLast() <= end)
                        .count();
        return ended / seconds();
    }

    /// Milliseconds from the request to the first text.
    Percentiles firstMillis() {
        return millis(each ->
                each.arrivals().isEmpty()
                        ? DoubleStream.empty()
                        : DoubleStream.of(each.firstSeconds()));
    }

    /// Milliseconds a token behind the first, by request.
    Percentiles tokenMillis() {
        return millis(each -> each.secondsPerToken().stream());
    }

    /// Milliseconds between one piece of a reply and the next, of all replies together.
    Percentiles gapMillis() {
        return millis(Served::gapSeconds);
    }

    private Percentiles millis(Function<Served, DoubleStream> seconds) {
        return Percentiles.of(
                whole().stream().flatMapToDouble(seconds).map(each -> 1e3 * each).boxed().toList());
    }

    private List<Served> whole() {
        return served.stream().filter(Served::whole).toList();
    }

    List<Served> failed() {
        return served.stream().filter(each -> !each.whole()).toList();
    }

    /// CRC32C of the first replies in the order of their numbers.
    ///
    /// @param first how many
    String checksum(int first) {
        CRC32C crc = new CRC32C();
        served.stream()
                .sorted(Comparator.comparingInt(Served::number))
                .limit(first)
                .forEach(each -> crc.update((each.text() + "\0").getBytes(StandardCharsets.UTF_8)));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private double seconds() {
        return (end - start) / 1e9;
    }
}
