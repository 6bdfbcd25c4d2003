package lockstep.cluster.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import lockstep.engine.Account;
import lockstep.engine.Assignment;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a share has come to, when all workers of all nodes have ended: has its owners hand over what they own, and tells it part by part.
 * Used by the share's actor only.
 */
final class Settlement {

  private final int node;
  private final Assignment assignment;
  private final ActorRef<TaskConductor.Command> conductor;
  private final Supplier<Account> account;
  private final List<Grant> grants = new ArrayList<>();
  private Optional<long[]> image = Optional.empty();
  private boolean begun;
  private int owning;

  /**
   * @param account is asked for when all owners have handed over
   */
  Settlement(int node, Assignment assignment, ActorRef<TaskConductor.Command> conductor, Supplier<Account> account) {
    this.node = node;
    this.assignment = assignment;
    this.conductor = conductor;
    this.account = account;
  }

  /**
   * Sends a part; the first one when it is there.
   *
   * @param surrender tells the owners to hand over; returns how many they are
   */
  void send(int part, IntSupplier surrender) {
    if (image.isPresent()) {
      send(image.get(), part);
    } else if (!begun) {
      begun = true;
      owning = surrender.getAsInt();
      completeIfSurrendered();
    }
  }

  /** An owner has handed over. */
  void surrendered(List<Grant> ofOwner) {
    // The gate is none of the model's resources.
    ofOwner.stream().filter(grant -> grant.resource() < assignment.model().resources()).forEach(grants::add);
    owning--;
    completeIfSurrendered();
  }

  private void completeIfSurrendered() {
    if (owning == 0) {
      long[] whole = TaskCollection.image(assignment, account.get(), grants);
      image = Optional.of(whole);
      send(whole, 0);
    }
  }

  private void send(long[] whole, int part) {
    int parts = TaskCollection.parts(whole);
    if (part >= 0 && part < parts) {
      conductor.tell(new TaskReport.Part(node, part, parts, TaskCollection.part(whole, part)));
    }
  }
}
