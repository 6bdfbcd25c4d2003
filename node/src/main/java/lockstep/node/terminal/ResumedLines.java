package lockstep.node.terminal;

import java.util.stream.Stream;
import lockstep.node.fork.EventFigures;
import lockstep.node.fork.Resumed;

/** What nodes found on disk of a run that was interrupted, for people. */
final class ResumedLines {

  private ResumedLines() {}

  static Stream<String> of(EventFigures events) {
    return events.resumed().stream().flatMap(ResumedLines::of);
  }

  private static Stream<String> of(Resumed resumed) {
    String how =
        resumed.round().map(round -> "went on after round " + round + ", from what was on disk").orElse("began again: nothing on disk was of use");
    return Stream.concat(Stream.of(how), resumed.passedOver().stream().map(why -> "  passed over " + why));
  }
}
