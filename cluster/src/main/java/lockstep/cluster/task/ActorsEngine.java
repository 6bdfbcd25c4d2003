package lockstep.cluster.task;

import java.util.EnumSet;
import java.util.Set;
import lockstep.cluster.ActorHost;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Setting;

/** Pekko actors in one JVM: workers and owners of resources that share nothing and send messages. */
public final class ActorsEngine implements Engine {

  /** How it is chosen. */
  public static final EngineKind KIND =
      new EngineKind(
          "actors",
          "Pekko actors that share nothing; state travels in the messages that grant it",
          EnumSet.complementOf(EnumSet.of(Policy.UNGUARDED)),
          Set.of(Setting.OWNERS),
          ActorsEngine::new);

  private final ActorHost host = new ActorHost();

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    CellStore cells = CellStore.first(assignment.model(), assignment.seed());
    return host.<Outcome>perform(
        result -> TaskRun.create(assignment, cells, result), assignment.cancellation());
  }

  @Override
  public void close() {
    host.close();
  }
}
