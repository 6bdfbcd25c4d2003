package lockstep.cluster.task;

import java.util.EnumSet;
import lockstep.cluster.ActorHost;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Engine;
import lockstep.engine.EngineKind;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;

/** Pekko actors in one JVM: workers and owners of resources that share nothing and send messages. */
public final class ActorsEngine implements Engine {

  /** How it is chosen. */
  public static final EngineKind KIND =
      new EngineKind(
          "actors",
          "Pekko actors that share nothing; state travels in the messages that grant it",
          EnumSet.complementOf(EnumSet.of(Policy.UNGUARDED)),
          ActorsEngine::new);

  /** With more resources than this, an actor owns a block of neighbouring ones. */
  private static final int MOST_OWNERS = 1024;

  private final ActorHost host = new ActorHost();

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    CellStore cells = CellStore.first(assignment.model(), assignment.seed());
    return host.<Outcome>perform(
        result -> TaskRun.create(assignment, cells, MOST_OWNERS, result), assignment.cancellation());
  }

  @Override
  public void close() {
    host.close();
  }
}
