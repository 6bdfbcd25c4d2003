package lockstep.node.fork;

import java.util.List;
import java.util.Optional;
import lockstep.cluster.task.ActorsEngine;
import lockstep.contrast.loop.EventLoopEngine;
import lockstep.contrast.thread.SequentialEngine;
import lockstep.contrast.thread.ThreadsEngine;
import lockstep.contrast.thread.VirtualThreadsEngine;
import lockstep.engine.EngineKind;

/** The engines of this program. */
public final class Engines {

  /** All of them, the baseline first. */
  public static final List<EngineKind> ALL =
      List.of(SequentialEngine.KIND, EventLoopEngine.KIND, ThreadsEngine.KIND, VirtualThreadsEngine.KIND, ActorsEngine.KIND);

  private Engines() {}

  /** The engine of that name. */
  public static Optional<EngineKind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
