package lockstep.contrast.thread;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.engine.CellStore;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;

/**
 * The policy {@code all-at-once}: a task reserves everything that it needs in one step, or waits holding nothing. Who is served
 * next is the longest waiting task whose needs are all free.
 */
final class ReservationTable implements Guards {

  private static final int EXCLUSIVELY = -1;

  /** A task that waits, and how it is woken. */
  private record Waiting(TaskMachine machine, Condition served) {}

  private final CellStore cells;
  private final int[] permits;

  private final ReentrantLock reservations = new ReentrantLock();

  /** For each resource how many use it, or {@link #EXCLUSIVELY}. */
  @GuardedBy("reservations")
  private final int[] users;

  /** In the order in which they came. */
  @GuardedBy("reservations")
  private final List<Waiting> waiting = new ArrayList<>();

  ReservationTable(TaskModel model, CellStore cells) {
    this.cells = cells;
    this.users = new int[model.resources()];
    this.permits = new int[model.resources()];
    Arrays.setAll(permits, model::permits);
  }

  /** The first request reserves all; the others find theirs reserved. */
  @Override
  public boolean acquire(TaskMachine machine) throws InterruptedException {
    if (machine.holdsNothing()) {
      reserve(machine);
    }
    if (machine.askedMode() == Mode.PERMIT) {
      machine.grantedPermit();
    } else {
      machine.granted(cells.array(), cells.base(machine.asked()));
    }
    return true;
  }

  private void reserve(TaskMachine machine) throws InterruptedException {
    reservations.lockInterruptibly();
    try {
      if (take(machine)) {
        return;
      }
      long begin = System.nanoTime();
      Waiting own = new Waiting(machine, reservations.newCondition());
      waiting.add(own);
      try {
        while (waiting.contains(own)) {
          own.served().await();
        }
      } catch (InterruptedException e) {
        waiting.remove(own);
        throw e;
      }
      machine.account().waited(System.nanoTime() - begin);
    } finally {
      reservations.unlock();
    }
  }

  @GuardedBy("reservations")
  private boolean take(TaskMachine machine) {
    for (int n = 0; n < machine.needs(); n++) {
      if (!isFree(machine.neededResource(n), machine.neededMode(n))) {
        return false;
      }
    }
    for (int n = 0; n < machine.needs(); n++) {
      int resource = machine.neededResource(n);
      users[resource] = machine.neededMode(n) == Mode.EXCLUSIVE ? EXCLUSIVELY : users[resource] + 1;
    }
    return true;
  }

  @GuardedBy("reservations")
  private boolean isFree(int resource, Mode mode) {
    return switch (mode) {
      case EXCLUSIVE -> users[resource] == 0;
      case SHARED -> users[resource] >= 0;
      case PERMIT -> users[resource] < permits[resource];
    };
  }

  @Override
  public void release(TaskMachine machine) {
    if (machine.holdsNothing()) {
      return;
    }
    reservations.lock();
    try {
      // All of them, also when an interrupted task was not granted each one yet: they were reserved together.
      for (int n = 0; n < machine.needs(); n++) {
        int resource = machine.neededResource(n);
        users[resource] = machine.neededMode(n) == Mode.EXCLUSIVE ? 0 : users[resource] - 1;
      }
      serve();
    } finally {
      reservations.unlock();
    }
  }

  @GuardedBy("reservations")
  private void serve() {
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      if (take(next.machine())) {
        each.remove();
        next.served().signal();
      }
    }
  }
}
