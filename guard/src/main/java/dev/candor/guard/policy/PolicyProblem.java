package dev.candor.guard.policy;

/// A change of the policy's file that was not taken over.
///
/// @param message with file, line and column
/// @param kept the policy that holds on
public record PolicyProblem(String message, Policy kept) {}
