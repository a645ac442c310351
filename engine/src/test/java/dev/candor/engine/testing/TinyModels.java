package dev.candor.engine.testing;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Randomly initialised models of a few thousand weights, as real GGUF files.
///
/// The same options give the same bytes on every machine, and a tensor's values depend on the seed,
/// its name and its shape alone: a variant of a model shares what it does not change.
///
/// `Model model = TinyModels.llama(layers(2), width(16), seed(7))`
public final class TinyModels {
    private TinyModels() {}

    /// A deviation from the default: the family Llama, 2 layers, width 24, ffn 40, 4 heads on 2 kv
    /// heads, 320 tokens, context 128, F32, tied output, no template, seed 1.
    public interface Option extends Consumer<TinyModel> {}

    /// A model in a temporary file that goes away with the JVM.
    public static Model llama(Option... options) {
        return Model.open(llamaFile(options));
    }

    /// A temporary file that goes away with the JVM.
    public static Path llamaFile(Option... options) {
        try {
            Path file = Files.createTempFile("tiny-", ".gguf");
            file.toFile().deleteOnExit();
            return write(file, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a model to `file`, replacing what was there.
    public static Path write(Path file, Option... options) {
        TinyModel model = new TinyModel();
        for (Option option : options) {
            option.accept(model);
        }
        try {
            model.writer().write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /// Another family than Llama.
    public static Option family(TinyFamily family) {
        return model -> model.family = family;
    }

    public static Option layers(int layers) {
        return model -> model.layers = layers;
    }

    /// d; for block types a multiple of the block.
    public static Option width(int width) {
        return model -> model.width = width;
    }

    /// f; for block types a multiple of the block.
    public static Option ffn(int ffn) {
        return model -> model.ffn = ffn;
    }

    /// Query heads and the key and value heads they share; a head has width / heads values.
    public static Option heads(int heads, int kvHeads) {
        return model -> {
            model.heads = heads;
            model.kvHeads = kvHeads;
        };
    }

    /// Values a head instead of width / heads.
    public static Option headDim(int headDim) {
        return model -> model.headDim = headDim;
    }

    /// Tokens, 259 at least: three special ones, 256 bytes, characters, then words.
    public static Option vocabulary(int vocabulary) {
        return model -> model.vocabulary = vocabulary;
    }

    public static Option context(int context) {
        return model -> model.context = context;
    }

    public static Option seed(long seed) {
        return model -> model.seed = seed;
    }

    /// Storage of the matrices; norms stay F32.
    public static Option type(TensorType type) {
        return model -> model.type = type;
    }

    /// An output matrix of its own instead of the embedding.
    public static Option untied() {
        return model -> model.tied = false;
    }

    /// A Llama 3.1 style `rope_freqs.weight`: pairs slow down from 1 to 8 times.
    public static Option ropeFactors() {
        return model -> model.ropeFactors = true;
    }

    /// Jinja source under `tokenizer.chat_template`.
    public static Option chatTemplate(String template) {
        return metadata("tokenizer.chat_template", new GgufValue.Text(template));
    }

    /// A small chat template with the roles system, user and assistant.
    public static Option chatTemplate() {
        return chatTemplate(
                "{% for message in messages %}"
                        + "{{ '[' + message['role'] + ']\\n' + message['content'] + eos_token + '\\n' }}"
                        + "{% endfor %}"
                        + "{% if add_generation_prompt %}{{ '[assistant]\\n' }}{% endif %}");
    }

    /// Adds a metadata entry or replaces it.
    public static Option metadata(String key, GgufValue value) {
        return model -> model.metadata.put(key, value);
    }

    /// Leaves a metadata entry out.
    public static Option withoutMetadata(String key) {
        return model -> model.withoutMetadata.add(key);
    }

    /// Adds an F32 tensor or replaces one.
    ///
    /// @param dims ggml order, columns first
    public static Option tensor(String name, float[] values, long... dims) {
        return model ->
                model.tensors.put(name, TinyModel.Tensor.of(TensorType.F32, dims.clone(), values));
    }

    /// Leaves a tensor out.
    public static Option withoutTensor(String name) {
        return model -> model.withoutTensors.add(name);
    }
}
