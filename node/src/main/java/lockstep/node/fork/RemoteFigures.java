package lockstep.node.fork;

import java.util.List;
import java.util.Optional;
import lockstep.engine.RemoteTraffic;

/**
 * What nodes sent each other, over the measured repetitions: {@link RemoteTraffic}.
 *
 * @param messages of workers and owners that went to another node, or events
 * @param frames messages of the network that they went in, and those by which nodes are conducted
 * @param bytes of the frames
 * @param nanos how long nodes took to write and to read them
 * @param nodes the same of each
 */
public record RemoteFigures(long messages, long frames, long bytes, long nanos, List<OfNode> nodes) {

  /**
   * Of one node.
   *
   * @param node its number, from 1
   */
  public record OfNode(int node, long messages, long frames, long bytes, long nanos) {}

  public RemoteFigures {
    nodes = List.copyOf(nodes);
  }

  /** Empty when there are no nodes. */
  static Optional<RemoteFigures> of(RemoteTraffic remote) {
    List<OfNode> nodes =
        remote.nodes().stream()
            .map(sent -> new OfNode(sent.node() + 1, sent.messages(), sent.frames(), sent.bytes(), sent.nanos()))
            .toList();
    return nodes.isEmpty()
        ? Optional.empty()
        : Optional.of(new RemoteFigures(remote.messages(), remote.frames(), remote.bytes(), remote.nanos(), nodes));
  }
}
