package lockstep.node.terminal;

import java.util.stream.Stream;
import lockstep.node.fork.Resumed;
import lockstep.node.result.ForkResult;

/** What the nodes of a fork found on disk of a run that was interrupted, for people. */
final class ResumedLines {

  private ResumedLines() {}

  static Stream<String> of(ForkResult fork) {
    return fork.events().stream().flatMap(events -> events.resumed().stream()).flatMap(resumed -> lines(fork.text(), resumed));
  }

  private static Stream<String> lines(String fork, Resumed resumed) {
    String how =
        resumed.round().map(round -> " went on after round " + round + ", from what was on disk").orElse(" began again: nothing on disk was of use");
    return Stream.concat(Stream.of(fork + how), resumed.passedOver().stream().map(why -> "  passed over " + why));
  }
}
