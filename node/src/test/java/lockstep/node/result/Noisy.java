package lockstep.node.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.node.fork.Disturbance;
import lockstep.node.fork.Json;
import lockstep.node.fork.Steadiness;

/** Made-up forks on a machine that something else used. */
public final class Noisy {

  private Noisy() {}

  /** The same, in a steady state that somebody asked for, on such a machine. */
  public static ForkResult of(ForkResult fork) {
    @SuppressWarnings("unchecked")
    Map<String, Object> parts = Json.read(Json.line(fork), Map.class);
    parts.put("disturbance", new Disturbance("noisy", List.of("other processes used at least 7 % of the cores")));
    parts.put("steadiness", new Steadiness(true, 1, Optional.of(0.01)));
    return Json.read(Json.line(parts), ForkResult.class);
  }
}
