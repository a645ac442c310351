package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.util.HasObjectTruthValue;
import org.jspecify.annotations.Nullable;

/// Python's `None`. jinjava forgets variables that are null, so none is an object.
final class None implements HasObjectTruthValue {
    static final None VALUE = new None();

    private None() {}

    static boolean is(@Nullable Object value) {
        return value == null || value == VALUE;
    }

    @Override
    public boolean getObjectTruthValue() {
        return false;
    }

    @Override
    public String toString() {
        return "None";
    }
}
