package lockstep.engine.event;

import java.util.stream.Stream;
import lockstep.simulation.EventModel;
import lockstep.simulation.phold.Phold;

/** Models that show what an engine gets wrong, each with a horizon. */
public final class EventModels {

  private EventModels() {}

  /**
   * One of them.
   *
   * @param name says what it is hard for
   */
  public record Case(String name, EventModel model, Horizon horizon) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case tangle(Tangle model, long end) {
    return new Case(model.name(), model, Horizon.until(end));
  }

  /** All of them. */
  public static Stream<Case> all() {
    return Stream.of(
        new Case("phold", new Phold().model(new Phold.Parameters(64, 2, 0.5, 0.1, 1, 2)), Horizon.until(20_000_001)),
        tangle(ties(), 3_000),
        tangle(new Tangle("within the window", 18, 18, 1_000, 300, 1, 0.8, 0.01, 1), 20_000),
        tangle(new Tangle("far future", 16, 16, 1, 1L << 40, 1, 0.3, 0.1, 2), 1L << 44),
        tangle(new Tangle("bursts", 16, 16, 500, 1_000, 1, 0.5, 0.3, 2), 8_000),
        tangle(new Tangle("one token", 20, 1, 5, 40, 1, 0.2, 0, 0), 30_000),
        tangle(new Tangle("two tokens far apart", 33, 2, 3, 1L << 20, 1, 0.1, 0.1, 0), 1L << 26),
        tangle(new Tangle("one-tick lookahead", 17, 17, 1, 4, 1, 0.3, 0.01, 1), 300),
        new Case("ends by count", ties(), new Horizon(Horizon.ENDLESS, 777, 100)),
        new Case("count before end", ties(), new Horizon(100_000, 500, 0)),
        new Case("warms up", ties(), new Horizon(2_005, Horizon.ENDLESS, 1_003)),
        new Case("ends by itself", new Countdown(19, 40), new Horizon(Horizon.ENDLESS, Horizon.ENDLESS, 0)),
        new Case("nothing to do", new Countdown(16, 0), Horizon.until(50)));
  }

  /** Many events at the same time for the same entity, from different senders and from one. */
  public static Tangle ties() {
    return new Tangle("ties", 20, 20, 10, 30, 10, 0.3, 0.02, 2);
  }
}
