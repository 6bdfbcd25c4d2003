package lockstep.cluster.task;

import com.typesafe.config.ConfigFactory;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Engine;
import lockstep.engine.EngineFailure;
import lockstep.engine.EngineKind;
import lockstep.engine.ModelFailure;
import lockstep.engine.Outcome;
import lockstep.engine.Policy;
import lockstep.engine.Setting;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

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

  private static final long CLOSE_SECONDS = 10;

  private record Perform(Assignment assignment, CellStore cells, CompletableFuture<Outcome> result) {}

  private final ActorSystem<Perform> system =
      ActorSystem.create(guardian(), "lockstep", ConfigFactory.load("lockstep-actors"));

  private static Behavior<Perform> guardian() {
    return Behaviors.setup(
        context ->
            Behaviors.receiveMessage(
                perform -> {
                  var _ =
                      context.spawnAnonymous(
                          TaskRun.create(perform.assignment(), perform.cells(), perform.result()));
                  return Behaviors.same();
                }));
  }

  @Override
  public Outcome perform(Assignment assignment) throws InterruptedException {
    CellStore cells = CellStore.first(assignment.model(), assignment.seed());
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    system.tell(new Perform(assignment, cells, result));
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ModelFailure failure
          ? failure
          : new EngineFailure("an actor broke: " + e.getCause(), e);
    } catch (InterruptedException e) {
      assignment.cancellation().request();
      throw e;
    }
  }

  @Override
  public void close() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new EngineFailure("the actor system did not end within " + CLOSE_SECONDS + " s", e);
    }
  }
}
