package lockstep.cluster.task;

import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** Gives letters from other nodes to workers and owners of this one. Used by the gateway's actor only. */
final class Delivery {

  /** To a node that nobody is on yet. */
  static final Delivery NOBODY = new Delivery(Optional.empty());

  /** Who is here. */
  private record Address(TaskOrder order, Blocks blocks, Gateway.Residents residents) {}

  private final Optional<Address> address;

  private Delivery(Optional<Address> address) {
    this.address = address;
  }

  Delivery(TaskOrder order, Blocks blocks, Gateway.Residents residents) {
    this(Optional.of(new Address(order, blocks, residents)));
  }

  /** The resource that a message to an owner is about. */
  static int resource(ResourceOwner.Command command) {
    return switch (command) {
      case ResourceOwner.Request request -> request.resource();
      case ResourceOwner.Timed timed -> timed.request().resource();
      case ResourceOwner.Withdraw withdraw -> withdraw.resource();
      case Grant grant -> grant.resource();
      case ResourceOwner.Put put -> put.resource();
      case ResourceOwner.Returned returned -> returned.grant().resource();
      case Probe probe -> probe.resource();
      case Broken broken -> broken.resource();
      case ResourceOwner.Surrender _ -> throw new IllegalArgumentException("owners surrender to their own node");
    };
  }

  /** Gives a letter to whom it is for; false when they are not here. */
  boolean deliver(Letter letter) {
    return address.isPresent()
        && switch (letter) {
          case Letter.ToOwner(var command) -> tell(owner(address.get(), resource(command)), command);
          case Letter.ToOwnerOfAll(var command) -> tell(address.get().residents().owners().ownerOfAll().filter(_ -> isFirst()), command);
          case Letter.ToWorker(int worker, var command) -> tell(worker(address.get(), worker), command);
          case Letter.ToArrivals(int worker) ->
              tell(
                  Optional.of(address.get().residents().arrivals()).filter(_ -> isFirst()),
                  new TaskRun.WorkerIsFree(worker));
        };
  }

  private boolean isFirst() {
    return address.isPresent() && address.get().order().node() == 0;
  }

  private static <T> boolean tell(Optional<ActorRef<T>> ref, T message) {
    ref.ifPresent(known -> known.tell(message));
    return ref.isPresent();
  }

  private static Optional<ActorRef<ResourceOwner.Command>> owner(Address to, int resource) {
    TaskRun.Owners owners = to.residents().owners();
    if (resource == to.blocks().resources()) {
      return owners.gateOwner().filter(_ -> to.order().node() == 0);
    }
    if (resource < 0 || resource > to.blocks().resources() || owners.byBlock().isEmpty()) {
      return Optional.empty();
    }
    int block = to.blocks().of(resource);
    return owners.here().test(block) ? Optional.of(owners.byBlock().get(block)) : Optional.empty();
  }

  private static Optional<ActorRef<TaskWorker.Command>> worker(Address to, int worker) {
    Placement placement = to.order().placement();
    List<ActorRef<TaskWorker.Command>> workers = to.residents().workers();
    return placement.hasWorker(to.order().node(), worker)
        ? Optional.of(workers.get(worker - placement.firstWorker(to.order().node())))
        : Optional.empty();
  }
}
