package dev.candor.lab.contribution;

/// Which tokens beside the answer make the row of other tokens.
public enum OtherTokens {
    /// The rest of the whole sequence, prompt and template included, without BOS and EOS.
    SEQUENCE("sequence"),
    /// The rest of the reply.
    RESPONSE("response");

    private final String label;

    OtherTokens(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
