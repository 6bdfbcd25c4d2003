package lockstep.cluster.task;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Policy;
import lockstep.simulation.TaskModel;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * The owners of an assignment as one node sees them: its own, and the gateway for those that are elsewhere.
 *
 * @param workers how owners reach workers on any node
 * @param gateway takes what owners on other nodes are told
 */
record NodeOwners(TaskOrder order, Assignment assignment, Workers workers, ActorRef<Object> gateway) {

  /** Makes actors of this node. */
  interface Spawner {
    <T> ActorRef<T> spawn(Behavior<T> owner, String name);
  }

  /** All of them. */
  TaskRun.Owners owners(Blocks blocks, Spawner spawner) {
    TaskModel model = assignment.model();
    Placement placement = order.placement();
    int node = order.node();
    CellStore start = CellStore.first(model, assignment.seed());
    if (assignment.policy() == Policy.ALL_AT_ONCE) {
      ActorRef<ReservationOwner.Command> all =
          node == 0 ? spawner.spawn(ReservationOwner.create(model, start, workers), "owner-of-all") : gateway.narrow();
      return new TaskRun.Owners(blocks, List.of(), Optional.empty(), Optional.of(all), _ -> false);
    }
    List<ActorRef<ResourceOwner.Command>> byBlock =
        IntStream.range(0, blocks.count())
            .mapToObj(
                block ->
                    placement.hasBlock(node, block)
                        ? spawner.spawn(ResourceOwner.of(assignment, start, blocks, block, workers), "owner-" + block)
                        : gateway.<ResourceOwner.Command>narrow())
            .toList();
    return new TaskRun.Owners(
        blocks, byBlock, gate(model, spawner), Optional.empty(), block -> placement.hasBlock(node, block));
  }

  private Optional<ActorRef<ResourceOwner.Command>> gate(TaskModel model, Spawner spawner) {
    if (assignment.policy() != Policy.ARBITER) {
      return Optional.empty();
    }
    return Optional.of(
        order.node() == 0
            ? spawner.spawn(ResourceOwner.counted(model.resources(), model.safeAtOnce(), workers), "gate")
            : gateway.narrow());
  }

  /** Has those of this node hand over what they own. Returns how many they are. */
  int surrender(TaskRun.Owners owners, ActorRef<TaskRun.Command> replyTo) {
    int told = 0;
    for (int block = 0; block < owners.byBlock().size(); block++) {
      if (owners.here().test(block)) {
        owners.byBlock().get(block).tell(new ResourceOwner.Surrender(replyTo));
        told++;
      }
    }
    if (order.node() == 0) {
      owners.gateOwner().ifPresent(gate -> gate.tell(new ResourceOwner.Surrender(replyTo)));
      owners.ownerOfAll().ifPresent(owner -> owner.tell(new ReservationOwner.Surrender(replyTo)));
      told += (owners.gateOwner().isPresent() ? 1 : 0) + (owners.ownerOfAll().isPresent() ? 1 : 0);
    }
    return told;
  }
}
