package dev.candor.organism.truth;

/// How much each neuron's contribution differs between two cues on the same prompts.
///
/// @param prompts pairs
/// @param mean mean difference, comply less resist, shape [layers · ffn]
/// @param t paired t of each neuron, shape [layers · ffn]: the mean over its standard error; 0
///   where the difference never varies
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, handed on once
record CueResponse(int prompts, double[] mean, double[] t) {
    /// @param comply contributions under the one cue, shape [prompts][neurons]
    /// @param resist the same prompts under the other
    static CueResponse of(float[][] comply, float[][] resist) {
        int n = comply.length;
        if (n < 2 || resist.length != n) {
            throw new IllegalArgumentException(
                    n + " and " + resist.length + " prompts, expected as many of both, at least 2");
        }
        int neurons = comply[0].length;
        double[] mean = new double[neurons];
        double[] t = new double[neurons];
        for (int j = 0; j < neurons; j++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (double) comply[i][j] - resist[i][j];
            }
            mean[j] = sum / n;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double deviation = (double) comply[i][j] - resist[i][j] - mean[j];
                squares += deviation * deviation;
            }
            double error = Math.sqrt(squares / (n - 1) / n);
            t[j] = error == 0 ? 0 : mean[j] / error;
        }
        return new CueResponse(n, mean, t);
    }
}
