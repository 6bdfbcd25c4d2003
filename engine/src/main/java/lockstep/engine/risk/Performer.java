package lockstep.engine.risk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.engine.risk.Request.Need;
import lockstep.simulation.Mode;
import org.jspecify.annotations.Nullable;

/** A worker: what it has, and what it asks for. */
final class Performer {

  final int worker;
  final Map<Resource, Need> has = new LinkedHashMap<>();
  @Nullable Request request;

  Performer(int worker) {
    this.worker = worker;
  }

  /** What it can give back, and others wait for it to do so: not permits that it took. */
  List<Resource> held() {
    return has.values().stream().filter(need -> need.mode() != Mode.TAKE).map(Need::resource).toList();
  }

  /** What it waits for; null when it does not. */
  @Nullable Request waiting() {
    Request asked = request;
    return asked != null && asked.waits() ? asked : null;
  }
}
