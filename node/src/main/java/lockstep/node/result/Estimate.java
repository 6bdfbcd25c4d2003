package lockstep.node.result;

import java.util.Map;

/**
 * What replications, which differ in nothing but the seed, say of a statistic: its expectation lies between {@code low} and
 * {@code high} with a confidence of 95 %, if it is normal (Student, "The probable error of a mean", Biometrika 6, 1908).
 *
 * @param cell the value of every parameter, by name
 * @param statistic its name
 * @param figure which of its figures: {@code mean} or {@code overTime}
 * @param replications how many there are, 2 or more
 */
public record Estimate(
    Map<String, String> cell, String statistic, String figure, int replications, double estimate, double low, double high) {}
