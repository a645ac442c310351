package dev.candor.bench;

import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The speed table with all that is needed to take it again.
///
/// @param kernels ours, as the engine names them
/// @param threads of ours and of the peer
/// @param loadBefore load average before the first run, as [Machine#load] gives it
/// @param loadAfter the same after the last
/// @param peer version, and the build of its CPU code that it loaded
/// @param models one after the other
record SpeedReport(
        Machine machine,
        String kernels,
        int threads,
        int rounds,
        double loadBefore,
        double loadAfter,
        String peer,
        List<ModelSpeed> models) {

    String json() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
    }

    String markdown() {
        return SpeedText.of(this);
    }
}
