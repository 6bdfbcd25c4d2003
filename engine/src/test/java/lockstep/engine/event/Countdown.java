package lockstep.engine.event;

import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;

/** Hands a number on to the next entity, one less each time, until it is 0. */
record Countdown(int entities, int from) implements EventModel {

  @Override
  public long lookahead() {
    return 3;
  }

  @Override
  public int payload() {
    return 1;
  }

  @Override
  public void start(Entity self) {
    if (from > 0) {
      self.send(self.id(), 1 + self.id() % 5, 0, from);
    }
  }

  @Override
  public void handle(Entity self, Event event) {
    if (event.a() > 0) {
      self.send((self.id() + 1) % entities, lookahead() + self.draw().below(9), 1, event.a() - 1);
    }
  }
}
