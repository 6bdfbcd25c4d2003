package lockstep.simulation;

import java.util.List;

/**
 * Entities that send each other events in virtual time: a discrete-event simulation.
 *
 * <p>Virtual time is counted in ticks. Each entity handles its events in the order of (time, sender, sequence), where the
 * sequence counts what the sender has sent; so what happens depends on the model, its parameters and the seed alone. An event
 * for another entity is at least {@link #lookahead} ticks away from being handled when it is sent, one for the sender itself at
 * least one tick: that is what lets engines handle many entities at once (conservative windows: Fujimoto, "Parallel and
 * Distributed Simulation Systems", Wiley 2000, chapter 3).
 *
 * <p>The methods may be called by several threads at once, each for another entity. A model keeps nothing in fields of its own
 * but what its parameters say: state belongs into the {@linkplain Entity#get words} of entities, which the engine keeps.
 */
public non-sealed interface EventModel extends Model {

  /** Most {@link #words} of state. */
  int MOST_WORDS = 64;

  /** Most {@link #payload} words of an event. */
  int MOST_PAYLOAD = 2;

  /** Most kinds of event: they are numbered from 0. */
  int MOST_KINDS = 256;

  /** How many entities there are, 1 or more. Their ids are {@code 0 .. entities() - 1}. */
  int entities();

  /** The least delay of an event for another entity, in ticks, 1 or more. The greater it is, the more can be done at once. */
  long lookahead();

  /** How many ticks make one unit of virtual time, in which scenarios and reports speak. */
  default long ticksPerUnit() {
    return 1;
  }

  /** Words of state for each entity, 0 to {@value #MOST_WORDS}; all are 0 at first. */
  default int words() {
    return 0;
  }

  /** How many of the words {@link Event#a} and {@link Event#b} events carry, 0 to {@value #MOST_PAYLOAD}; the others read as 0. */
  default int payload() {
    return 0;
  }

  /** What {@link Entity#record} and {@link Entity#accumulate} are given: they are numbered in the order of this list. */
  default List<Statistic> statistics() {
    return List.of();
  }

  /** What {@link Entity#count} is given: they are numbered in the order of this list. */
  default List<Series> series() {
    return List.of();
  }

  /**
   * Which partition an entity belongs to, where the scenario leaves it to the model: entities that send each other much should
   * be together. In blocks of neighbouring ids unless overridden.
   *
   * @param entity {@code 0 .. entities() - 1}
   * @param partitions how many there are
   * @return {@code 0 .. partitions - 1}
   */
  default int partition(int entity, int partitions) {
    return (int) ((long) entity * partitions / entities());
  }

  /** Gives an entity its first state, and sends its first events. Called once for each entity, at time 0. */
  void start(Entity self);

  /**
   * Handles an event: changes the state of the entity that received it, and sends others.
   *
   * @param self the entity; valid in this call only
   * @param event the event; valid in this call only
   */
  void handle(Entity self, Event event);

  /**
   * Called once for each entity at the end of virtual time, to {@linkplain Entity#accumulate accumulate} what has been going on
   * since its last event. May not send, draw or change state.
   */
  default void finish(Entity self) {}

  /**
   * Checks what must hold at the end, and compares statistics with theory. Runs on one thread after the last event.
   *
   * @param end the final state of all entities, in which a resource is an entity
   */
  default void verify(Cells end, Statistics statistics, Findings out) {}
}
