package dev.candor.app.bundled;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.PackedModel;
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
    ///
    /// @param packed see [#packed]
    record InFile(Path path, boolean packed) implements ModelSource {
        /// As it is stored.
        public InFile(Path path) {
            this(path, false);
        }

        @Override
        public String name() {
            return String.valueOf(path.toAbsolutePath().normalize().getFileName());
        }

        @Override
        public String argument() {
            return name();
        }

        @Override
        public GgufModel stored() {
            return ModelFiles.open(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// The bundled test model.
    ///
    /// @param packed see [#packed]
    record InBundle(Bundle bundle, Stage stage, boolean packed) implements ModelSource {
        /// As it is stored.
        public InBundle(Bundle bundle, Stage stage) {
            this(bundle, stage, false);
        }

        @Override
        public String name() {
            return stage.file();
        }

        @Override
        public String argument() {
            return PREFIX + stage.label();
        }

        @Override
        public GgufModel stored() {
            return bundle.model(stage);
        }

        @Override
        public String toString() {
            return argument();
        }
    }

    /// The model of a command line.
    ///
    /// @param argument `bundled:instruct`, `bundled:base`, a file or folder, or null for the first
    ///   of them
    /// @param packed see [#packed]
    /// @throws IllegalArgumentException if the bundle has no stage of that name
    static ModelSource named(@Nullable String argument, boolean packed, Supplier<Bundle> bundle) {
        if (argument == null) {
            return new InBundle(bundle.get(), Stage.INSTRUCT, packed);
        }
        if (!argument.startsWith(PREFIX)) {
            return new InFile(Path.of(argument), packed);
        }
        Stage stage =
                Stage.named(argument.substring(PREFIX.length()))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "model is '%s', expected a file, a folder or %s"
                                                .formatted(argument, stages())));
        return new InBundle(bundle.get(), stage, packed);
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

    /// Whether matrices are packed to Q8_0 where they are stored in more bits.
    boolean packed();

    /// The model as it is stored; to be closed.
    GgufModel stored();

    /// The model as it is to be run; to be closed.
    default GgufModel open() {
        return packed() ? new PackedModel(stored()) : stored();
    }

    /// Whether it is the bundled test model, and to be called so.
    default boolean isBundled() {
        return this instanceof InBundle;
    }
}
