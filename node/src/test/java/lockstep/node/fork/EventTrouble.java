package lockstep.node.fork;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.simulation.Cells;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.Findings;
import lockstep.simulation.Parameter;
import lockstep.simulation.Simulation;
import lockstep.simulation.Statistics;

/** Events that go wrong: each entity sends itself one event a tick, and entity 17 does something else at tick 5. */
public final class EventTrouble implements Simulation<EventTrouble.Parameters> {

  /** What entity 17 does. */
  public enum Fault {
    NONE,
    THROW,
    NEVER_RETURN,
    BE_IMPURE,
    DISAGREE
  }

  /** Opened by a test that has had a model stuck. */
  public static final CountDownLatch RELEASED = new CountDownLatch(1);

  private static final AtomicLong IMPURITY = new AtomicLong();

  /** Which fault. */
  public record Parameters(@Parameter(byDefault = "none", about = "What goes wrong") Fault fault) {}

  @Override
  public String name() {
    return "event-trouble";
  }

  @Override
  public String summary() {
    return "Events that go wrong";
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public EventModel model(Parameters p) {
    return new Faulty(p.fault());
  }

  private record Faulty(Fault fault) implements EventModel {

    private static final int UNLUCKY = 17;

    @Override
    public int entities() {
      return 20;
    }

    @Override
    public long lookahead() {
      return 2;
    }

    @Override
    public long ticksPerUnit() {
      return 10;
    }

    @Override
    public int words() {
      return 1;
    }

    @Override
    public void start(Entity self) {
      self.send(self.id(), 1, 3);
    }

    @Override
    public void handle(Entity self, Event event) {
      self.add(0, 1);
      if (self.id() == UNLUCKY && self.now() == 5) {
        switch (fault) {
          case THROW -> throw new IllegalStateException("no luck");
          case NEVER_RETURN -> {
            while (RELEASED.getCount() > 0) {
              Thread.onSpinWait();
            }
          }
          case BE_IMPURE -> self.add(0, IMPURITY.incrementAndGet());
          case NONE, DISAGREE -> {}
        }
      }
      self.send(self.id(), 1, 3);
    }

    @Override
    public void verify(Cells end, Statistics statistics, Findings out) {
      double events = (double) statistics.events();
      out.theory("events", events + (fault == Fault.DISAGREE ? 60 : 5), 10, events);
    }
  }
}
