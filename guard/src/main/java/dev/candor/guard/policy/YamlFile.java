package dev.candor.guard.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// From bytes to the tree of a YAML 1.2 document, of which every node knows where it stands.
final class YamlFile {
    static final int MOST_BYTES = 1 << 20;

    /// The composer recurses; the format itself needs six.
    private static final int DEEPEST = 16;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setCodePointLimit(MOST_BYTES)
                    // Refused with their place by YamlFields.
                    .setAllowNonScalarKeys(true)
                    .build();

    private final Path file;

    private YamlFile(Path file) {
        this.file = file;
    }

    /// @throws MalformedPolicyException if it is no single YAML document, or one built to harm
    static YamlValue parse(Path file, byte[] bytes) {
        return new YamlFile(file).document(bytes);
    }

    private YamlValue document(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw refuse(1, 1, "found more than 1 MiB, expected a policy");
        }
        String text = decoded(bytes);
        try {
            for (Event event : new Parse(SETTINGS).parseString(text)) {
                check(event);
            }
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            return new YamlValue(
                    file,
                    "policy",
                    root.orElseThrow(() -> refuse(1, 1, "found nothing, expected a policy")));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            throw refuse(mark, "found no YAML (" + YamlValue.cut(e.getProblem()) + ")");
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.length() - before.lastIndexOf('\n');
            String character = String.format("U+%04X", e.getCodePoint());
            throw refuse(line, column, "found the character " + character + ", expected text");
        } catch (YamlEngineException e) {
            throw refuse(
                    1, 1, "found no YAML (" + YamlValue.cut(String.valueOf(e.getMessage())) + ")");
        }
    }

    private String decoded(byte[] bytes) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(left).toString();
        } catch (CharacterCodingException e) {
            // The decoder stops in front of the byte that does not fit.
            int line = 1;
            int column = 1;
            for (int at = 0; at < left.position(); at++) {
                column = bytes[at] == '\n' ? 1 : column + 1;
                line += bytes[at] == '\n' ? 1 : 0;
            }
            throw refuse(line, column, "found a byte that is no UTF-8, expected UTF-8");
        }
    }

    private int depth;

    /// Walking events costs nothing however the nodes they stand for multiply or nest.
    private void check(Event event) {
        if (event instanceof AliasEvent) {
            throw refuse(event.getStartMark(), "found an alias, expected the value itself");
        }
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        depth -= event instanceof CollectionEndEvent ? 1 : 0;
        if (depth > DEEPEST) {
            throw refuse(
                    event.getStartMark(),
                    "found more than " + DEEPEST + " levels, expected a policy");
        }
    }

    private MalformedPolicyException refuse(Optional<Mark> mark, String problem) {
        return refuse(
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                problem);
    }

    private MalformedPolicyException refuse(int line, int column, String problem) {
        return new MalformedPolicyException(file, line, column, problem);
    }
}
