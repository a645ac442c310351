package dev.candor.app.bundled;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.huggingface.ModelFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a model comes from: a file of the user's, or the bundle.
public sealed interface ModelSource {
    /// What the command line puts before the name of something in the bundle.
    String PREFIX = "bundled:";

    /// A GGUF file, or the folder of a Hugging Face model.
    record InFile(Path path) implements ModelSource {
        @Override
        public String name() {
            return String.valueOf(path.toAbsolutePath().normalize().getFileName());
        }

        @Override
        public String argument() {
            return name();
        }

        @Override
        public GgufModel open() {
            return ModelFiles.open(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// The bundled test model.
    record InBundle(Bundle bundle, Stage stage) implements ModelSource {
        @Override
        public String name() {
            return stage.file();
        }

        @Override
        public String argument() {
            return PREFIX + stage.label();
        }

        @Override
        public GgufModel open() {
            return bundle.model(stage);
        }

        @Override
        public String toString() {
            return argument();
        }
    }

    /// The model of a command line.
    ///
    /// @param argument `bundled:instruct`, `bundled:base`, a file, or null for the first of them
    /// @throws IllegalArgumentException if the bundle has no stage of that name
    static ModelSource named(@Nullable String argument, Supplier<Bundle> bundle) {
        if (argument == null) {
            return new InBundle(bundle.get(), Stage.INSTRUCT);
        }
        if (!argument.startsWith(PREFIX)) {
            return new InFile(Path.of(argument));
        }
        Stage stage =
                Stage.named(argument.substring(PREFIX.length()))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "model is '%s', expected a file, a folder or %s"
                                                .formatted(argument, stages())));
        return new InBundle(bundle.get(), stage);
    }

    private static String stages() {
        return Arrays.stream(Stage.values())
                .map(stage -> PREFIX + stage.label())
                .collect(Collectors.joining(" or "));
    }

    /// The file's name, without its folder.
    String name();

    /// As on the command line, without a folder.
    String argument();

    /// Opens the file; to be closed.
    GgufModel open();

    /// Whether it is the bundled test model, and to be called so.
    default boolean isBundled() {
        return this instanceof InBundle;
    }
}
