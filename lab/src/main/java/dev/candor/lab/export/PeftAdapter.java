package dev.candor.lab.export;

import dev.candor.engine.format.AtomicFolder;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.huggingface.HuggingFaceFolder;
import dev.candor.engine.format.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An adapter as the folder that Hugging Face's PEFT and vLLM read: `adapter_config.json` and
/// `adapter_model.safetensors`. All layers have one rank, filled with zeros, and an `alpha` of the
/// same, so that a strength of 1 is B · A as it stands.
///
/// Source: `LoraConfig` of huggingface/peft.
public final class PeftAdapter {
    public static final String CONFIG = "adapter_config.json";
    public static final String WEIGHTS = "adapter_model.safetensors";
    static final String PREFIX = "base_model.model.";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PeftAdapter() {}

    /// Writes the folder: whole, or nothing at all.
    ///
    /// @param folder to be made
    /// @param model that the adapter is for
    /// @param notes file name → text, written beside
    public static void write(
            Path folder, LoraAdapter adapter, GgufModel model, Supplier<Map<String, String>> notes)
            throws IOException {
        int rank = adapter.layers().stream().mapToInt(LoraLayer::rank).max().orElseThrow();
        List<LoraLayer> layers =
                adapter.layers().stream().map(layer -> layer.padded(rank)).toList();
        AtomicFolder.write(
                folder,
                part -> {
                    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
                    for (LoraLayer layer : layers) {
                        String at = PREFIX + module(model, layer.tensor());
                        writer.tensor(
                                at + ".lora_A.weight",
                                TensorType.F32,
                                new long[] {rank, layer.inputs()},
                                MemorySegment.ofArray(layer.a()));
                        writer.tensor(
                                at + ".lora_B.weight",
                                TensorType.F32,
                                new long[] {layer.outputs(), rank},
                                MemorySegment.ofArray(layer.b()));
                    }
                    writer.write(part.resolve(WEIGHTS));
                    Files.writeString(part.resolve(CONFIG), config(layers, model, rank));
                    for (Map.Entry<String, String> note : notes.get().entrySet()) {
                        Files.writeString(part.resolve(note.getKey()), note.getValue());
                    }
                });
    }

    private static String config(List<LoraLayer> layers, GgufModel model, int rank) {
        ObjectNode config = JSON.createObjectNode();
        config.put("peft_type", "LORA");
        config.put("task_type", "CAUSAL_LM");
        config.put("base_model_name_or_path", model.string("general.name", ""));
        config.put("inference_mode", true);
        config.put("r", rank);
        config.put("lora_alpha", rank);
        config.put("lora_dropout", 0.0);
        config.put("use_rslora", false);
        config.put("bias", "none");
        config.put("fan_in_fan_out", model.string("general.architecture").equals("gpt2"));
        config.put("init_lora_weights", true);
        config.putNull("modules_to_save");
        ArrayNode modules = config.putArray("target_modules");
        layers.forEach(layer -> modules.add(module(model, layer.tensor())));
        return JSON.writeValueAsString(config) + "\n";
    }

    /// The module of a tensor in Transformers.
    ///
    /// @param tensor its name in GGUF, `blk.N.ffn_up.weight` or `blk.N.ffn_down.weight`
    static String module(GgufModel model, String tensor) {
        String architecture = model.string("general.architecture");
        boolean isGpt2 = architecture.equals("gpt2");
        if (model instanceof HuggingFaceFolder folder) {
            String name = folder.nameInFile(tensor).replaceFirst("\\.weight$", "");
            // Checkpoints may leave out what the module of a language model adds, and those of
            // models that also see were named before their modules were.
            return isGpt2 && name.startsWith("h.")
                    ? "transformer." + name
                    : name.replaceFirst("^language_model\\.model\\.", "model.language_model.");
        }
        if (architecture.equals("gemma3")) {
            throw new ExportRefusedException(
                    "%s: a GGUF file of Gemma 3 does not say whether its model also sees, and so not what its modules are called, expected the model's folder"
                            .formatted(model.path()));
        }
        String[] parts = tensor.split("\\.", 4);
        boolean down = parts[2].equals("ffn_down");
        if (isGpt2) {
            return "transformer.h." + parts[1] + (down ? ".mlp.c_proj" : ".mlp.c_fc");
        }
        String up = architecture.equals("phi3") ? "gate_up_proj" : "up_proj";
        // Mistral Small 3.1 sees too, and its text model is a module of the whole.
        String at = architecture.equals("mistral3") ? "model.language_model." : "model.";
        return at + "layers." + parts[1] + ".mlp." + (down ? "down_proj" : up);
    }
}
