package lockstep.node.fork;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.cluster.event.ActorsEventEngine;
import lockstep.cluster.node.OneJvmCluster;
import lockstep.cluster.task.ActorsEngine;
import lockstep.contrast.event.EventLoopEventEngine;
import lockstep.contrast.event.SequentialEventEngine;
import lockstep.contrast.event.ThreadsEventEngine;
import lockstep.contrast.event.VirtualThreadsEventEngine;
import lockstep.contrast.loop.EventLoopEngine;
import lockstep.contrast.thread.SequentialEngine;
import lockstep.contrast.thread.ThreadsEngine;
import lockstep.contrast.thread.VirtualThreadsEngine;
import lockstep.engine.EngineKind;
import lockstep.engine.event.EventEngineKind;

/** The engines of this program. */
public final class Engines {

  /** Those of one JVM that perform task models, the baseline first. */
  public static final List<EngineKind> ALL =
      List.of(SequentialEngine.KIND, EventLoopEngine.KIND, ThreadsEngine.KIND, VirtualThreadsEngine.KIND, ActorsEngine.KIND);

  /** The same and that of several nodes, which is compared where a scenario says on how many. */
  public static final List<EngineKind> TASKS = Stream.concat(ALL.stream(), Stream.of(OneJvmCluster.TASKS)).toList();

  /** Those that perform event models, by the same names and in the same order. */
  public static final List<EventEngineKind> EVENTS =
      List.of(
          SequentialEventEngine.KIND,
          EventLoopEventEngine.KIND,
          ThreadsEventEngine.KIND,
          VirtualThreadsEventEngine.KIND,
          ActorsEventEngine.KIND,
          OneJvmCluster.KIND);

  private Engines() {}

  /** The engine of that name that performs task models. */
  public static Optional<EngineKind> named(String name) {
    return TASKS.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** The engine of that name that performs event models. */
  public static Optional<EventEngineKind> ofEvents(String name) {
    return EVENTS.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
