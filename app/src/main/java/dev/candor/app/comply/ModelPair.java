package dev.candor.app.comply;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.report.ComplyReport.DialledModel;
import dev.candor.lab.report.ValidateReport.ChangedTensor;
import dev.candor.lab.report.ValidateReport.Edit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A model and its edited copy, of which everything but weights is the same: else what differs
/// would not be the edit.
///
/// @param original as results name it
/// @param edited the same of the copy
/// @param edit what differs; null if the two are stored too differently to compare
record ModelPair(DialledModel original, DialledModel edited, @Nullable Edit edit) {
    /// A conversation that shows how a chat template puts each role.
    private static final List<ChatMessage> SAMPLE =
            List.of(
                    ChatMessage.user("Who holds court at Camelot, and since when?"),
                    ChatMessage.assistant("King Arthur, it is said; for 1,500 years."),
                    ChatMessage.user("Are you sure? «Ça alors!»"));

    /// Opens both for as long as it takes to compare them. Both are mapped at once here only: files
    /// are read through once and nothing is packed.
    ///
    /// @throws MalformedModelException naming the edited model and what keeps it from being held
    ///   against the original, be it that nothing was changed
    static ModelPair of(ModelSource original, ModelSource edited) {
        try (LoadedModel first = stored(original);
                LoadedModel second = stored(edited)) {
            requireSameShape(first, second, original.name());
            requireSameTokens(first, second, original.name());
            requireSamePrompts(first, second, original.name());
            String own = first.model().file().sha256();
            String other = second.model().file().sha256();
            if (own.equals(other)) {
                throw nothingChanged(second, "SHA-256", "is that of " + original.name());
            }
            @Nullable Edit edit = edit(first.model().file(), second.model().file());
            if (edit != null && edit.changed().isEmpty()) {
                throw nothingChanged(
                        second,
                        "tensors",
                        "all %d are those of %s".formatted(edit.tensors(), original.name()));
            }
            return new ModelPair(
                    new DialledModel(original.name(), original.isBundled(), own),
                    new DialledModel(edited.name(), edited.isBundled(), other),
                    edit);
        }
    }

    private static LoadedModel stored(ModelSource source) {
        return LoadedModel.of(Model.of(source.stored()), 1, warning -> {});
    }

    private static MalformedModelException nothingChanged(
            LoadedModel edited, String place, String found) {
        return new MalformedModelException(
                edited.model().file().path(),
                place,
                found + ": nothing was changed, expected an edited copy");
    }

    private static void requireSameShape(LoadedModel first, LoadedModel second, String name) {
        ModelConfig own = first.model().config();
        ModelConfig other = second.model().config();
        requireSame(second, "family", own.family(), other.family(), name);
        requireSame(second, "layers", own.layers(), other.layers(), name);
        requireSame(second, "width", own.width(), other.width(), name);
        requireSame(second, "neurons a layer", own.ffn(), other.ffn(), name);
        requireSame(second, "heads", own.heads(), other.heads(), name);
        requireSame(second, "kv heads", own.kvHeads(), other.kvHeads(), name);
        requireSame(second, "values a head", own.headDim(), other.headDim(), name);
        requireSame(second, "vocabulary", own.vocabulary(), other.vocabulary(), name);
        requireSame(second, "context", own.context(), other.context(), name);
    }

    private static void requireSame(
            LoadedModel edited, String what, Object own, Object other, String name) {
        if (!own.equals(other)) {
            throw new MalformedModelException(
                    edited.model().file().path(),
                    what,
                    "%s, expected %s as %s has".formatted(other, own, name));
        }
    }

    private static void requireSameTokens(LoadedModel first, LoadedModel second, String name) {
        Tokenizer own = first.tokenizer();
        Tokenizer other = second.tokenizer();
        requireSame(second, "tokens", own.vocabularySize(), other.vocabularySize(), name);
        requireSame(second, "begin token", own.bos(), other.bos(), name);
        requireSame(second, "end token", own.eos(), other.eos(), name);
        for (int id = 0; id < own.vocabularySize(); id++) {
            if (!Arrays.equals(own.bytesOf(id), other.bytesOf(id))
                    || own.isSpecial(id) != other.isSpecial(id)
                    || own.isEndOfGeneration(id) != other.isEndOfGeneration(id)) {
                throw new MalformedModelException(
                        second.model().file().path(),
                        "token " + id,
                        "is not that of %s, expected the same tokenizer".formatted(name));
            }
        }
    }

    /// What the vocabulary alone does not show: how text is cut, and the chat template.
    private static void requireSamePrompts(LoadedModel first, LoadedModel second, String name) {
        if (!Arrays.equals(prompt(first), prompt(second))) {
            throw new MalformedModelException(
                    second.model().file().path(),
                    "chat template or tokenizer",
                    "gives a conversation other tokens than that of %s, expected the same"
                            .formatted(name));
        }
    }

    private static int[] prompt(LoadedModel loaded) {
        return Subject.of(loaded, "validate").prompter().prompt(SAMPLE);
    }

    /// Null where rows of queries and keys stand in another order.
    private static @Nullable Edit edit(GgufModel first, GgufModel second) {
        if (first.hasRowsAsTrained() != second.hasRowsAsTrained()) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>(first.listing().keySet());
        names.addAll(second.listing().keySet());
        List<ChangedTensor> changed = new ArrayList<>();
        for (String name : names) {
            @Nullable ChangedTensor tensor = changed(name, first, second);
            if (tensor != null) {
                changed.add(tensor);
            }
        }
        return new Edit(first.listing().size(), changed);
    }

    /// Null if it is the same, or of a type that nobody here runs.
    private static @Nullable ChangedTensor changed(String name, GgufModel first, GgufModel second) {
        @Nullable GgufTensorInfo own = first.listing().get(name);
        @Nullable GgufTensorInfo other = second.listing().get(name);
        if (own == null || other == null || !own.typeName().equals(other.typeName())) {
            long rows = rows(own == null ? other : own);
            return new ChangedTensor(name, type(own) + " → " + type(other), rows, rows);
        }
        if (own.type() == null || own.type().supported() == null) {
            return null;
        }
        GgufTensor before = first.tensor(name);
        GgufTensor after = second.tensor(name);
        if (!Arrays.equals(before.dims(), after.dims())) {
            return new ChangedTensor(name, own.typeName(), before.rows(), before.rows());
        }
        int rows = before.differingRows(after).size();
        return rows == 0 ? null : new ChangedTensor(name, own.typeName(), rows, before.rows());
    }

    private static String type(@Nullable GgufTensorInfo info) {
        return info == null ? "none" : info.typeName();
    }

    private static long rows(@Nullable GgufTensorInfo info) {
        return info == null ? 0 : info.values() / info.dims()[0];
    }
}
