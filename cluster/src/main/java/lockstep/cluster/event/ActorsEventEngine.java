package lockstep.cluster.event;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.engine.EngineFailure;
import lockstep.engine.ModelFailure;
import lockstep.engine.event.EventAssignment;
import lockstep.engine.event.EventEngine;
import lockstep.engine.event.EventEngineKind;
import lockstep.engine.event.EventOutcome;
import lockstep.engine.event.EventRun;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Pekko actors in one JVM, one for each partition. */
public final class ActorsEventEngine implements EventEngine {

  /** How it is chosen. */
  public static final EventEngineKind KIND = new EventEngineKind("actors", true, ActorsEventEngine::new);

  private static final long CLOSE_SECONDS = 10;

  private record Perform(EventAssignment assignment, EventRun run, CompletableFuture<EventOutcome> result) {}

  private final ActorSystem<Perform> system =
      ActorSystem.create(guardian(), "lockstep", ConfigFactory.load("lockstep-actors"));

  private static Behavior<Perform> guardian() {
    return Behaviors.setup(
        context ->
            Behaviors.receiveMessage(
                perform -> {
                  var _ =
                      context.spawnAnonymous(SimulationRun.create(perform.assignment(), perform.run(), perform.result()));
                  return Behaviors.same();
                }));
  }

  @Override
  public EventOutcome perform(EventAssignment assignment) throws InterruptedException {
    CompletableFuture<EventOutcome> result = new CompletableFuture<>();
    system.tell(new Perform(assignment, new EventRun(assignment), result));
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
