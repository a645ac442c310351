package dev.candor.app.server;

/// Who sends a request.
///
/// @param name of the key, or where the request comes from
record Caller(String name, Role role) {
    /// Whether it may turn neurons: under a policy that changes the risk that the policy goes by.
    boolean mayTurn(boolean underPolicy) {
        return !underPolicy || role.may(Role.REVIEWER);
    }
}
