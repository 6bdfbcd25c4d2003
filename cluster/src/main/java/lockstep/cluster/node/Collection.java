package lockstep.cluster.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lockstep.engine.RemoteTraffic;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventRun;

/**
 * What the partitions of a run have come to, as it comes from the nodes: of each node one part of one image after the other. Used by one
 * thread at a time.
 */
final class Collection {

  private final EventRun run;
  private final Deal deal;
  private final Conductor.Stopped longest;
  private final long end;
  private final RemoteTraffic remote = new RemoteTraffic();

  /** Of which partition something comes next, {@code [node]}. */
  private final int[] partitions;

  /** What has come of the image that a node sends, in parts, {@code [node]}. */
  private final List<Parts> images = new ArrayList<>();

  /**
   * @param run with partitions that have not started
   * @param stopped how each node stopped
   */
  Collection(EventRun run, Deal deal, List<Conductor.Stopped> stopped) {
    this.run = run;
    this.deal = deal;
    this.longest = stopped.stream().max(Comparator.comparingLong(Conductor.Stopped::elapsedNanos)).orElseThrow();
    long lastTime = stopped.stream().mapToLong(Conductor.Stopped::lastTime).max().orElseThrow();
    this.end = run.end(longest.window(), longest.events(), lastTime);
    stopped.forEach(
        how ->
            remote.add(
                new RemoteTraffic.Sent(
                    how.node(), how.crossed(), how.traffic().frames(), how.traffic().bytes(), how.traffic().nanos())));
    this.partitions = new int[deal.nodes()];
    Arrays.setAll(partitions, deal::firstPartition);
    for (int node = 0; node < deal.nodes(); node++) {
      images.add(new Parts());
    }
  }

  /** The time at which the run ends. */
  long end() {
    return end;
  }

  /** What a node is to send next; nothing when it has sent all. */
  Optional<ShareActor.SendImage> next(int node) {
    return partitions[node] < deal.firstPartition(node + 1)
        ? Optional.of(new ShareActor.SendImage(partitions[node], images.get(node).next()))
        : Optional.empty();
  }

  /**
   * Adds what a node sent.
   *
   * @return whether it is what had to come next
   * @throws IllegalArgumentException when it is no image of that partition
   */
  boolean add(Conductor.ImagePart part) {
    int node = part.node();
    Parts image = images.get(node);
    if (part.partition() != partitions[node] || part.part() != image.next() || part.partition() >= deal.firstPartition(node + 1)) {
      return false;
    }
    image.add(part.words().array());
    if (image.next() == part.parts()) {
      run.partitions().get(partitions[node]).restore(image.words());
      image.clear();
      partitions[node]++;
    }
    return true;
  }

  /** What the run has come to; all has been added. */
  EventOutcome.Completed outcome() {
    for (int node = 0; node < deal.nodes(); node++) {
      if (next(node).isPresent()) {
        throw new IllegalStateException("node " + (node + 1) + " has not sent partition " + partitions[node]);
      }
    }
    return run.collected(longest.window(), longest.rounds(), longest.elapsedNanos(), remote);
  }
}
