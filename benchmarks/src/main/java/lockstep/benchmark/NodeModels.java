package lockstep.benchmark;

import java.util.List;
import java.util.Map;
import lockstep.simulation.Entity;
import lockstep.simulation.Event;
import lockstep.simulation.EventModel;
import lockstep.simulation.Model;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.TaskModel;
import lockstep.simulation.bank.Bank;
import lockstep.simulation.phold.Phold;

/** The models that nodes perform, and the texts by which they are told which. */
final class NodeModels {

  /** Ticks in a unit of virtual time. */
  static final double UNIT = 1_000_000;

  private NodeModels() {}

  /** A model from its text: its name, and two numbers. */
  static Model of(String text) {
    List<String> words = List.of(text.split(" ", -1));
    int entities = Integer.parseInt(words.get(1));
    double more = Double.parseDouble(words.get(2));
    return switch (words.getFirst()) {
      case "phold" -> phold(entities, more);
      case "across" -> new Across(entities, (long) (more * UNIT));
      case "bank" -> bank(entities, (int) more);
      default -> throw new IllegalArgumentException("no model is called " + words.getFirst());
    };
  }

  /** One ball an entity, of which a quarter of the hops go anywhere, 1 unit on average. */
  static EventModel phold(int entities, double lookahead) {
    return new Phold().model(new Phold.Parameters(entities, 1, 0.25, lookahead, Math.max(1, lookahead), 0));
  }

  /** The text of {@link #phold}. */
  static String pholdText(int entities, double lookahead) {
    return "phold " + entities + " " + lookahead;
  }

  /** Transfers between evenly chosen accounts. */
  static TaskModel bank(int accounts, int transfers) {
    Map<String, String> parameters = Map.of("accounts", "" + accounts, "transfers", "" + transfers);
    return new Bank().model(ParameterSpec.bind(Bank.Parameters.class, parameters));
  }

  /** The text of {@link #bank}. */
  static String bankText(int accounts, int transfers) {
    return "bank " + accounts + " " + transfers;
  }

  /** A ball for each entity, every hop of which goes to the other half: on two nodes, to the other one. */
  record Across(int entities, long lookahead) implements EventModel {

    /** Its text. */
    String text() {
      return "across " + entities + " " + lookahead / UNIT;
    }

    @Override
    public void start(Entity self) {
      hop(self);
    }

    @Override
    public void handle(Entity self, Event event) {
      hop(self);
    }

    private void hop(Entity self) {
      int half = entities / 2;
      self.send(self.id() < half ? self.id() + half : self.id() - half, lookahead + self.draw().below((int) lookahead), 0, 0, 0);
    }
  }
}
