package dev.candor.engine.tokenizer;

/// Stops a template; [ChatTemplate] says whose template it was.
final class TemplateRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    TemplateRefusal(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
