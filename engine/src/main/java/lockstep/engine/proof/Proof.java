package lockstep.engine.proof;

import java.util.List;
import java.util.Optional;
import lockstep.engine.Policy;

/**
 * What was found out about one workload under one policy and medium.
 *
 * @param states how many states of the machine were looked at
 * @param steps how many steps between them
 * @param complete whether these are all that the machine can come to
 * @param coverage what was covered, without a full stop
 * @param conclusions one for each property, in their order
 * @param waits who waits for whom at the end of the story of a deadlock; empty when there is none, or no such cycle in it
 * @param mean what comes before a deadlock when every step is chosen at random; empty unless a deadlock is certain then, and it was
 *     found
 */
public record Proof(
    Policy policy,
    Medium medium,
    int workers,
    long states,
    long steps,
    boolean complete,
    String coverage,
    List<Conclusion> conclusions,
    List<Waits.Wait> waits,
    Optional<RandomChain.Mean> mean) {

  public Proof {
    conclusions = List.copyOf(conclusions);
    waits = List.copyOf(waits);
  }

  /** What it says of a property. */
  public Conclusion of(Conclusion.Property property) {
    return conclusions.get(property.ordinal());
  }
}
