package dev.candor.engine.tokenizer;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufMetadata;
import dev.candor.engine.format.huggingface.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the tokenizer of a GGUF model as the files of a Hugging Face model, whole for programs
/// that have nothing else: what goes around a text and how ids become text are in them too.
public final class TokenizerFiles {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Vocabulary vocabulary;
    private final ObjectNode root;

    private TokenizerFiles(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        root = (ObjectNode) MAPPER.readTree(TokenizerJson.write(vocabulary, true));
    }

    /// Writes `tokenizer.json` and `tokenizer_config.json`.
    ///
    /// @param folder a folder that exists
    /// @throws MalformedModelException if the metadata is of no tokenizer that Candor knows
    public static void write(GgufMetadata file, Path folder) throws IOException {
        TokenizerFiles files = new TokenizerFiles(GgufVocabulary.read(file));
        files.addPostProcessor();
        files.addDecoder();
        Files.write(folder.resolve("tokenizer.json"), JsonFile.write(files.root));
        Files.write(folder.resolve("tokenizer_config.json"), JsonFile.write(files.config(file)));
    }

    private void addPostProcessor() {
        Vocabulary.SpecialIds special = vocabulary.special();
        if (!special.addBos() && !special.addEos()) {
            return;
        }
        ObjectNode processor = root.putObject("post_processor");
        processor.put("type", "TemplateProcessing");
        addText(processor.putArray("single"), "A", 0);
        addText(addText(processor.putArray("pair"), "A", 0), "B", 1);
        ObjectNode named = processor.putObject("special_tokens");
        if (special.addBos()) {
            addSpecial(named, special.bos());
        }
        if (special.addEos()) {
            addSpecial(named, special.eos());
        }
    }

    /// A text of a pair and what goes around it.
    private ArrayNode addText(ArrayNode parts, String text, int type) {
        Vocabulary.SpecialIds special = vocabulary.special();
        if (special.addBos()) {
            addPart(parts, "SpecialToken", vocabulary.tokens().get(special.bos()), type);
        }
        addPart(parts, "Sequence", text, type);
        if (special.addEos()) {
            addPart(parts, "SpecialToken", vocabulary.tokens().get(special.eos()), type);
        }
        return parts;
    }

    private static void addPart(ArrayNode parts, String kind, String id, int type) {
        parts.addObject().putObject(kind).put("id", id).put("type_id", type);
    }

    private void addSpecial(ObjectNode named, int id) {
        String token = vocabulary.tokens().get(id);
        ObjectNode entry = named.putObject(token).put("id", token);
        entry.putArray("ids").add(id);
        entry.putArray("tokens").add(token);
    }

    private void addDecoder() {
        ObjectNode decoder = root.putObject("decoder");
        switch (vocabulary.kind()) {
            case SPM -> {
                ArrayNode steps = decoder.put("type", "Sequence").putArray("decoders");
                ObjectNode replace = steps.addObject().put("type", "Replace");
                replace.putObject("pattern").put("String", "▁");
                replace.put("content", " ");
                steps.addObject().put("type", "ByteFallback");
                steps.addObject().put("type", "Fuse");
                if (vocabulary.spacePrefix() != Vocabulary.SpacePrefix.NEVER) {
                    ObjectNode strip = steps.addObject().put("type", "Strip");
                    strip.put("content", " ").put("start", 1).put("stop", 0);
                }
            }
            case BPE -> {
                decoder.put("type", "ByteLevel").put("add_prefix_space", false);
                decoder.put("trim_offsets", false).put("use_regex", false);
            }
        }
    }

    private ObjectNode config(GgufMetadata file) {
        ObjectNode config = MAPPER.createObjectNode();
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        putToken(config, "bos_token", vocabulary.special().bos());
        putToken(config, "eos_token", vocabulary.special().eos());
        putToken(config, "unk_token", vocabulary.types().indexOf(TokenType.UNKNOWN));
        config.put("clean_up_tokenization_spaces", false);
        if (file.has(ChatTemplate.GGUF_KEY)) {
            config.put("chat_template", file.string(ChatTemplate.GGUF_KEY));
        }
        return config;
    }

    private void putToken(ObjectNode config, String role, int id) {
        if (id >= 0) {
            config.put(role, vocabulary.tokens().get(id));
        }
    }
}
