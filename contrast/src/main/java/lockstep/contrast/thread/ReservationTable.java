package lockstep.contrast.thread;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.engine.CellStore;
import lockstep.engine.Reservations;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;

/** The policy {@code all-at-once} for threads: {@link Reservations} guarded by one lock, and a condition for each waiting task. */
final class ReservationTable implements Guards {

  /** The needs of a task that reserves, and how it is woken. */
  private static final class Reserving implements Reservations.Request {
    private final TaskMachine machine;
    private final Condition isServed;
    private boolean served;

    Reserving(TaskMachine machine, Condition isServed) {
      this.machine = machine;
      this.isServed = isServed;
    }

    @Override
    public int needs() {
      return machine.needs();
    }

    @Override
    public int neededResource(int n) {
      return machine.neededResource(n);
    }

    @Override
    public Mode neededMode(int n) {
      return machine.neededMode(n);
    }

    @Override
    public int neededPermits(int n) {
      return machine.neededPermits(n);
    }
  }

  private final CellStore cells;

  private final ReentrantLock reserving = new ReentrantLock();

  /** Also guards {@link Reserving#served}. */
  @GuardedBy("reserving")
  private final Reservations<Reserving> reservations;

  ReservationTable(TaskModel model, CellStore cells) {
    this.cells = cells;
    this.reservations = new Reservations<>(model.resources(), model::permits);
  }

  /** The first request reserves all; the others find theirs reserved. */
  @Override
  public boolean acquire(TaskMachine machine) throws InterruptedException {
    if (machine.holdsNothing()) {
      reserve(machine);
    }
    if (machine.askedMode().isCounted()) {
      machine.grantedPermit();
    } else {
      machine.granted(cells.array(), cells.base(machine.asked()));
    }
    return true;
  }

  /** The clock runs only when the lock is taken, or what is needed. */
  private void reserve(TaskMachine machine) throws InterruptedException {
    boolean waits = !reserving.tryLock();
    long begin = 0;
    if (waits) {
      begin = System.nanoTime();
      reserving.lockInterruptibly();
    }
    try {
      Reserving own = new Reserving(machine, reserving.newCondition());
      if (!reservations.take(own)) {
        begin = waits ? begin : System.nanoTime();
        waits = true;
        await(own);
      }
    } finally {
      reserving.unlock();
    }
    if (waits) {
      machine.account().waited(System.nanoTime() - begin);
    }
  }

  @GuardedBy("reserving")
  private void await(Reserving own) throws InterruptedException {
    reservations.enqueue(own);
    try {
      while (!own.served) {
        own.isServed.await();
      }
    } catch (InterruptedException e) {
      // Only a cancellation interrupts; whether it was served meanwhile no longer matters to anybody.
      reservations.withdraw(own);
      throw e;
    }
  }

  @Override
  public void release(TaskMachine machine) {
    if (machine.holdsNothing() && machine.puts() == 0) {
      return;
    }
    reserving.lock();
    try {
      if (!machine.holdsNothing()) {
        // All of them, also when a cancelled task was not granted each one yet: they were reserved together.
        reservations.release(new Reserving(machine, reserving.newCondition()));
      }
      for (int n = 0; n < machine.puts(); n++) {
        reservations.put(machine.putResource(n));
      }
      for (Reserving next = reservations.next(); next != null; next = reservations.next()) {
        next.served = true;
        next.isServed.signal();
      }
    } finally {
      reserving.unlock();
    }
  }
}
