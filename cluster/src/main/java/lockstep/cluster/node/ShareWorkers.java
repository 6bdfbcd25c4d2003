package lockstep.cluster.node;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.engine.Cancellation;
import lockstep.engine.event.Partition;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The workers of a share, each with neighbouring partitions, and how many of them are at work. Used by one thread at a time. */
final class ShareWorkers {

  /** The dispatcher of workers. */
  private static final String COMPUTE = "lockstep.compute-dispatcher";

  private final List<ActorRef<PartitionWorker.Command>> workers;
  private int working;

  /** Spawns so many, as children of the share. */
  ShareWorkers(ActorContext<ShareActor.Command> context, int number, List<Partition> partitions, Cancellation cancellation) {
    this.workers =
        IntStream.range(0, number)
            .mapToObj(
                worker ->
                    context.spawn(
                        PartitionWorker.create(
                            partitions.subList(worker * partitions.size() / number, (worker + 1) * partitions.size() / number),
                            cancellation,
                            context.getSelf()),
                        "worker-" + worker,
                        DispatcherSelector.fromConfig(COMPUTE)))
            .toList();
  }

  /** Has all of them do something. */
  void tell(PartitionWorker.Command command) {
    working = workers.size();
    workers.forEach(worker -> worker.tell(command));
  }

  /** One has done what it was told. */
  void oneIsDone() {
    working--;
  }

  /** Whether any has not yet done what it was told. */
  boolean areAtWork() {
    return working > 0;
  }
}
