package dev.candor.app.find;

import dev.candor.app.bundled.ModelSource;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.report.Origin;
import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What it takes to repeat a run, `reproduce.json` (`docs/formats/reproduce-json.md`): names,
/// hashes and versions, no path and no text of a question.
///
/// @param format [#FORMAT]
/// @param command arguments of `candor`, defaults resolved, files without their folders
/// @param model of the command
/// @param questions files of the command, in its order
/// @param made what the run was ended with
/// @param earlier what else it was made with on its way, if it was
public record Reproduction(
        String format,
        List<String> command,
        Input model,
        List<Input> questions,
        Origin made,
        List<Origin> earlier) {
    public static final String FILE = "reproduce.json";
    public static final String FORMAT = "candor-reproduce/1";

    private static final String EARLIER = "earlier";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /// A file that a run reads.
    ///
    /// @param name of the file or folder, or `bundled:NAME`
    /// @param sha256 of a question file's bytes; of a model, the hash that `probe.json` has
    public record Input(String name, String sha256) {
        public Input {
            if (name.contains("/") || List.of("", ".", "..").contains(name)) {
                throw new IllegalArgumentException(
                        "found the name '" + name + "', expected one without a folder");
            }
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "SHA-256 of %s is '%s', expected 64 hex digits".formatted(name, sha256));
            }
        }

        /// Whether it travels with Candor.
        public boolean fromBundle() {
            return name.startsWith(ModelSource.PREFIX);
        }
    }

    public Reproduction {
        command = List.copyOf(command);
        questions = List.copyOf(questions);
        earlier = List.copyOf(earlier);
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException(
                    "format is '%s', expected '%s'".formatted(format, FORMAT));
        }
    }

    static Reproduction of(
            FindOptions options,
            String modelSha256,
            StudyQuestions study,
            Origin made,
            List<Origin> earlier) {
        List<QuestionFile> files =
                Stream.concat(study.trainingFiles().stream(), study.evaluationFiles().stream())
                        .toList();
        List<QuestionSource> sources = options.sources();
        List<Input> questions = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            questions.add(new Input(sources.get(i).name(), files.get(i).sha256()));
        }
        return new Reproduction(
                FORMAT,
                FindArguments.of(options),
                new Input(options.model().argument(), modelSha256),
                questions,
                made,
                earlier);
    }

    /// Reads that of a run's folder.
    ///
    /// @throws NotReproducibleException naming the file and what is wrong with it
    public static Reproduction read(Path run) throws IOException {
        Path file = run.resolve(FILE);
        try {
            JsonNode tree = JSON.readTree(Files.readAllBytes(file));
            if (tree instanceof ObjectNode object && !object.has(EARLIER)) {
                object.putArray(EARLIER);
            }
            return JSON.treeToValue(tree, Reproduction.class);
        } catch (JacksonException e) {
            throw new NotReproducibleException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    void write(Path run) throws IOException {
        WholeFile.write(run.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    }
}
