package dev.candor.app.inspect;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.model.Model;
import dev.candor.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// What stands between a file and a running model: all of it, not only the first thing an attempt
/// would stumble over.
final class Obstacles {
    private Obstacles() {}

    static List<String> of(GgufModel file) {
        LooseMetadata metadata = new LooseMetadata(file);
        List<String> found = new ArrayList<>();
        family(metadata, found);
        types(file, found);
        if (found.isEmpty()) {
            attempt(file, () -> Model.check(file), found);
        }
        attempt(file, () -> Tokenizer.from(file).close(), found);
        return found;
    }

    private static void family(LooseMetadata metadata, List<String> found) {
        String family = metadata.text("general.architecture");
        if (family == null || !Model.families().contains(family)) {
            found.add(
                    "family %s, expected %s"
                            .formatted(
                                    Objects.requireNonNullElse(family, "not named"),
                                    String.join(", ", Model.families())));
        }
    }

    private static void types(GgufModel file, List<String> found) {
        Map<String, Integer> tensors = new LinkedHashMap<>();
        for (GgufTensorInfo info : file.listing().values()) {
            if (!Inspector.isSupported(info)) {
                tensors.merge(info.typeName(), 1, Integer::sum);
            }
        }
        if (!tensors.isEmpty()) {
            found.add(
                    tensors.entrySet().stream()
                                    .map(type ->
                                            "%s in %d tensor%s"
                                                    .formatted(
                                                            type.getKey(),
                                                            type.getValue(),
                                                            type.getValue() == 1 ? "" : "s"))
                                    .collect(Collectors.joining(", "))
                            + ", expected "
                            + Arrays.stream(TensorType.values())
                                    .map(TensorType::name)
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static void attempt(GgufModel file, Runnable opening, List<String> found) {
        try {
            opening.run();
        } catch (MalformedModelException e) {
            // Its message begins with the file, which the reader knows here.
            String message = String.valueOf(e.getMessage());
            String prefix = file.path() + ": ";
            found.add(message.startsWith(prefix) ? message.substring(prefix.length()) : message);
        }
    }
}
