package lockstep.node.fork;

import java.util.List;

/**
 * How far a fork is.
 *
 * @param phase {@code starting}, {@code warming up}, {@code measuring} or {@code checking}
 * @param commits tasks committed since it began, repetitions included
 * @param nodes what each is at; none for an engine that has one JVM
 */
public record ForkProgress(String phase, long commits, List<NodeProgress> nodes) {

  public ForkProgress {
    nodes = List.copyOf(nodes);
  }

  /** In one JVM. */
  public ForkProgress(String phase, long commits) {
    this(phase, commits, List.of());
  }
}
