package lockstep.simulation;

/**
 * The entity whose turn it is: its state, its random numbers, and what it can do. Engines use one object for all entities in
 * turn; it is valid only during the call that it was passed to, on the calling thread.
 */
public interface Entity {

  /** Which entity it is: {@code 0 .. entities() - 1}. */
  int id();

  /** The virtual time, in ticks. */
  long now();

  /**
   * Reads a word of its state.
   *
   * @param word {@code 0 .. words() - 1}
   */
  long get(int word);

  /** Writes a word of its state. */
  void set(int word, long value);

  /** Adds to a word of its state. */
  default void add(int word, long amount) {
    set(word, get(word) + amount);
  }

  /** Its random numbers: a stream keyed by the seed and the entity's id, from which nobody else draws. */
  Draw draw();

  /**
   * Sends an event that carries no words.
   *
   * @param to the entity that is to handle it
   * @param delay in ticks; at least the lookahead, or at least 1 when an entity sends to itself
   * @param kind {@code 0 .. 255}
   * @throws IllegalArgumentException when the model may not send such an event; the fork then ends
   */
  default void send(int to, long delay, int kind) {
    send(to, delay, kind, 0, 0);
  }

  /** Sends an event that carries one word. */
  default void send(int to, long delay, int kind, long a) {
    send(to, delay, kind, a, 0);
  }

  /**
   * Sends an event that carries two words, as far as {@link EventModel#payload} allows; see {@link #send(int, long, int)}.
   */
  void send(int to, long delay, int kind, long a, long b);

  /**
   * Adds a value to a statistic, unless the run is still warming up.
   *
   * @param statistic its number in {@link EventModel#statistics}
   */
  void record(int statistic, long value);

  /**
   * Adds the time integral of something that had the same level from one moment up to now, as far as the run was not warming up:
   * {@code level * (now - since)}. Divided by {@link Statistics#elapsed} it is the average over time.
   *
   * @param statistic its number in {@link EventModel#statistics}
   * @param since in ticks
   */
  void accumulate(int statistic, long level, long since);

  /**
   * Adds an amount to a series, in the slot of the current time; also while the run is warming up.
   *
   * @param series its number in {@link EventModel#series}
   */
  void count(int series, long amount);
}
