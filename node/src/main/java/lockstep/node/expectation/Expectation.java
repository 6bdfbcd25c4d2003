package lockstep.node.expectation;

/**
 * What a scenario expects.
 *
 * @param name unique in its scenario
 * @param that the claim as the scenario writes it
 * @param claim what it means
 * @param where the cells that it covers
 */
public record Expectation(String name, String that, Claim claim, Selection where) {}
