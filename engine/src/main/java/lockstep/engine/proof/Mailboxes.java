package lockstep.engine.proof;

/** The messages that are under way to the owners of resources, in one state of the machine: they stand among its values. */
final class Mailboxes {

  private final Shape shape;
  private final boolean ordered;
  private final int[] values;

  /** Those of a situation, whose values they look at and change. */
  Mailboxes(Shape shape, Medium medium, int[] values) {
    this.shape = shape;
    this.ordered = medium == Medium.MESSAGES;
    this.values = values;
  }

  /** How many there are. */
  int channels() {
    return shape.channels();
  }

  /** How many messages a mailbox has room for. */
  int room(int channel) {
    return shape.mailbox(channel + 1) - shape.mailbox(channel);
  }

  /** Puts an instruction of a worker into the mailbox of the owner that it concerns, behind all, or behind those of the same worker. */
  void send(int channel, int worker, int instruction) {
    int end = shape.mailbox(channel + 1);
    int at = shape.mailbox(channel);
    while (at < end && values[at] != 0 && (ordered || shape.sender(values[at]) <= worker)) {
      at++;
    }
    if (at == end || values[end - 1] != 0) {
      throw new OutOfBounds("one worker can have more than " + Shape.MOST_PUTS + " messages under way to one owner");
    }
    System.arraycopy(values, at, values, at + 1, end - 1 - at);
    values[at] = shape.message(worker, instruction);
  }

  /** Whether place {@code n} of a mailbox has a message that may be the next: the first of all, or the first of its sender. */
  boolean isNext(int channel, int n) {
    int at = shape.mailbox(channel) + n;
    return room(channel) > n && values[at] != 0 && (n == 0 || (!ordered && shape.sender(values[at]) != shape.sender(values[at - 1])));
  }

  /** Who sent the message at a place of a mailbox. */
  int senderAt(int channel, int n) {
    return shape.sender(values[shape.mailbox(channel) + n]);
  }

  /** Takes a message out of a mailbox. */
  int take(int channel, int n) {
    int at = shape.mailbox(channel) + n;
    int message = values[at];
    int end = shape.mailbox(channel + 1);
    System.arraycopy(values, at + 1, values, at, end - 1 - at);
    values[end - 1] = 0;
    return message;
  }

  /** Who sent a message. */
  int sender(int message) {
    return shape.sender(message);
  }

  /** Which instruction of its sender a message is. */
  int instruction(int message) {
    return shape.instruction(message);
  }
}
