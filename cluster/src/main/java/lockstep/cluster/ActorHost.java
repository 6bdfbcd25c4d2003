package lockstep.cluster;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import lockstep.engine.Cancellation;
import lockstep.engine.EngineFailure;
import lockstep.engine.ModelFailure;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/** An actor system in this JVM, in which one assignment after the other is performed. Its methods are called by one thread. */
public final class ActorHost implements AutoCloseable {

  private static final long CLOSE_SECONDS = 10;

  private record Spawn(Behavior<?> behavior) {}

  private final ActorSystem<Spawn> system;

  /** Starts it. */
  public ActorHost() {
    // Whoever asks first sets logging up, which the threads of an actor system would do all at once, and be warned of.
    var _ = LoggerFactory.getILoggerFactory();
    this.system = ActorSystem.create(guardian(), "lockstep", ConfigFactory.load("lockstep-actors"));
  }

  private static Behavior<Spawn> guardian() {
    return Behaviors.setup(
        context ->
            Behaviors.receiveMessage(
                spawn -> {
                  var _ = context.spawnAnonymous(spawn.behavior());
                  return Behaviors.same();
                }));
  }

  /**
   * Spawns an actor, and waits for its result.
   *
   * @param actor makes it, given where its result goes
   * @param cancellation is requested when the calling thread is interrupted
   * @throws ModelFailure when the actor says so
   * @throws EngineFailure when it says anything else, or breaks
   */
  public <R> R perform(Function<CompletableFuture<R>, Behavior<?>> actor, Cancellation cancellation)
      throws InterruptedException {
    CompletableFuture<R> result = new CompletableFuture<>();
    system.tell(new Spawn(actor.apply(result)));
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ModelFailure failure
          ? failure
          : new EngineFailure("an actor broke: " + e.getCause(), e);
    } catch (InterruptedException e) {
      cancellation.request();
      throw e;
    }
  }

  /**
   * Ends all actors and their threads.
   *
   * @throws EngineFailure when they have not ended after some seconds
   */
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
