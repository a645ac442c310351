package dev.candor.app.server;

/// Who sends a request.
///
/// @param name of the key, or where the request comes from
record Caller(String name, Role role) {}
