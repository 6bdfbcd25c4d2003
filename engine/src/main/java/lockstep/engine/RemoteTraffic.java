package lockstep.engine;

/**
 * What nodes sent each other for an assignment: each its own, all together. Part of an {@link Account}; used by one thread at a time.
 */
public final class RemoteTraffic {

  private long messages;
  private long frames;
  private long bytes;
  private long nanos;

  RemoteTraffic() {}

  /**
   * Adds what a node sent.
   *
   * @param ofAccount how many of {@link Account#messages} went to another node
   * @param sent how many messages nodes sent for them and for all else that they told each other meanwhile
   * @param ofBytes how many bytes these had
   * @param inNanos how long the node took to write what it sent, and to read what came
   */
  public void add(long ofAccount, long sent, long ofBytes, long inNanos) {
    messages += ofAccount;
    frames += sent;
    bytes += ofBytes;
    nanos += inNanos;
  }

  void add(RemoteTraffic other) {
    add(other.messages, other.frames, other.bytes, other.nanos);
  }

  /** How many of {@link Account#messages} went to another node. */
  public long messages() {
    return messages;
  }

  /** In how many messages of the network they went, among them what nodes tell each other besides. */
  public long frames() {
    return frames;
  }

  /** How many bytes these had, without what the network adds. */
  public long bytes() {
    return bytes;
  }

  /** How long nodes took to write and to read them, all together. */
  public long nanos() {
    return nanos;
  }
}
