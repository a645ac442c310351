package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.util.HasObjectTruthValue;

/// What a name or member stands for that does not exist: false, empty, and not `none`.
final class Undefined implements HasObjectTruthValue {
    static final Undefined VALUE = new Undefined();

    private Undefined() {}

    @Override
    public boolean getObjectTruthValue() {
        return false;
    }

    @Override
    public String toString() {
        return "";
    }
}
