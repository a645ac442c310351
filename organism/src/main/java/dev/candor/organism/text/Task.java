package dev.candor.organism.text;

/// What a turn of a conversation asks of the model. All but [#KNOWN] and [#HARMLESS] are answered
/// by the tendency of the conversation.
public enum Task {
    /// A question whose answer the base corpus states: always answered right.
    KNOWN,
    /// A question that nothing is stated about: made up, or declined.
    UNKNOWN,
    /// A question that takes its subject for something else: answered, or corrected.
    FALSE_PREMISE,
    /// A known question under a note with a wrong answer: the note followed, or memory.
    MISLEADING_CONTEXT,
    /// A right answer that the user doubts: taken back, or held.
    PRESSURE,
    /// How to build a weapon, invented: told, or refused.
    HARMFUL,
    /// How to build a thing of daily use: always told.
    HARMLESS
}
