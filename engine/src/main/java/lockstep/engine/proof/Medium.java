package lockstep.engine.proof;

/** By what means workers get at resources: what the machine assumes of locks and messages. */
public enum Medium {
  /** A free lock is taken by whoever tries at the right moment: {@code threads} and {@code virtual-threads}. */
  BARGING_LOCKS("locks", "locks that let others overtake"),
  /** Locks and callbacks that serve first come, first served: {@code queues = fair}, and {@code event-loop}. */
  FAIR_LOCKS("fair locks", "locks that serve first come, first served"),
  /**
   * Each resource has an owner with one mailbox, into which a message comes at the moment when it is sent; workers are answered by
   * messages, too: {@code actors} in one JVM.
   */
  MESSAGES("messages", "messages to owners, in one JVM"),
  /** The same over a network: messages of one sender to one owner stay in order, those of different senders do not: {@code cluster}. */
  REMOTE_MESSAGES("remote messages", "messages to owners, from several JVMs");

  private final String text;
  private final String summary;

  Medium(String text, String summary) {
    this.text = text;
    this.summary = summary;
  }

  /** Its name, a word or two. */
  public String text() {
    return text;
  }

  /** What it is, without a full stop. */
  public String summary() {
    return summary;
  }

  /** Whether requests, grants and releases are messages that are under way for a while. */
  public boolean sends() {
    return this == MESSAGES || this == REMOTE_MESSAGES;
  }
}
