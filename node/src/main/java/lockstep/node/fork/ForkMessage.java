package lockstep.node.fork;

import java.util.Optional;

/**
 * A line of JSON that a fork writes to its standard output: one of the two.
 *
 * @param progress how far it is
 * @param report what it found; the last line
 */
record ForkMessage(Optional<ForkProgress> progress, Optional<ForkReport> report) {

  static ForkMessage of(ForkProgress progress) {
    return new ForkMessage(Optional.of(progress), Optional.empty());
  }

  static ForkMessage of(ForkReport report) {
    return new ForkMessage(Optional.empty(), Optional.of(report));
  }
}
