package lockstep.simulation.messages;

import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Simulation;
import lockstep.simulation.TaskModel;

/** Two agents that send each other one message to and fro: a {@link Ring} of two. */
public final class PingPong implements Simulation<PingPong.Parameters> {

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "40000", min = 1, max = 1e11, unit = "pings", about = "How many pings are sent, each answered by a pong")
          long pings) {}

  @Override
  public String name() {
    return "ping-pong";
  }

  @Override
  public String summary() {
    return "Two agents send one message to and fro";
  }

  @Override
  public Pattern pattern() {
    return Pattern.MESSAGE_PASSING;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Ring.Tokens(2, 2 * p.pings());
  }
}
