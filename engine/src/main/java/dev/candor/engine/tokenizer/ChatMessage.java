package dev.candor.engine.tokenizer;

public record ChatMessage(String role, String content) {}
