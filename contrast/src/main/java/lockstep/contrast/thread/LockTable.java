package lockstep.contrast.thread;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import lockstep.engine.Account;
import lockstep.engine.CellStore;
import lockstep.engine.Policy;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;

/**
 * One lock for each resource: a {@link ReentrantLock}; a {@link ReentrantReadWriteLock} when the model shares; a
 * {@link Semaphore} for a counted resource. All are unfair, as they are by default. The policy says how long a lock is waited
 * for: for ever, while something is held not at all ({@code try-lock}) or a bounded time ({@code timeout}).
 *
 * <p>A lock is tried first; only when it is taken does the clock run. So waiting is measured, and not waiting costs nothing.
 */
final class LockTable implements Guards {

  /** How long a task that holds something waits for the next resource under the policy {@code timeout}. */
  private static final long PATIENCE_NANOS = 5_000_000;

  private final CellStore cells;
  private final Policy policy;
  private final Lock[] exclusive;
  private final Lock[] shared;
  private final Semaphore[] permits;

  /** What the policy {@code arbiter} has a task pass before it asks, and leave when it has everything. */
  private final Semaphore gate;

  LockTable(TaskModel model, CellStore cells, Policy policy) {
    this.cells = cells;
    this.policy = policy;
    int resources = model.resources();
    boolean counted = IntStream.range(0, resources).anyMatch(model::counted);
    this.exclusive = new Lock[resources];
    this.shared = new Lock[model.shares() ? resources : 0];
    this.permits = new Semaphore[counted ? resources : 0];
    this.gate = new Semaphore(model.safeAtOnce());
    for (int r = 0; r < resources; r++) {
      if (model.counted(r)) {
        permits[r] = new Semaphore(model.permits(r));
      } else if (model.shares()) {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        exclusive[r] = lock.writeLock();
        shared[r] = lock.readLock();
      } else {
        exclusive[r] = new ReentrantLock();
      }
    }
  }

  @Override
  public boolean acquire(TaskMachine machine) throws InterruptedException {
    if (policy == Policy.ARBITER && machine.beginsToHold()) {
      waitFor(gate, machine.account());
    }
    int resource = machine.asked();
    Mode mode = machine.askedMode();
    if (mode.isCounted()) {
      if (!take(permits[resource], machine)) {
        return false;
      }
      machine.grantedPermit();
    } else {
      if (!take(lock(resource, mode), machine)) {
        return false;
      }
      machine.granted(cells.array(), cells.base(resource));
    }
    if (policy == Policy.ARBITER && machine.grants() == machine.needs() && mode != Mode.TAKE) {
      gate.release();
    }
    return true;
  }

  private Lock lock(int resource, Mode mode) {
    return mode == Mode.SHARED ? shared[resource] : exclusive[resource];
  }

  private boolean take(Lock lock, TaskMachine machine) throws InterruptedException {
    if (lock.tryLock()) {
      return true;
    }
    long patience = patienceNanos(machine);
    if (patience == 0) {
      return false;
    }
    long begin = System.nanoTime();
    boolean taken = true;
    if (patience == Long.MAX_VALUE) {
      lock.lockInterruptibly();
    } else {
      taken = lock.tryLock(patience, TimeUnit.NANOSECONDS);
    }
    machine.account().waited(System.nanoTime() - begin);
    return taken;
  }

  private boolean take(Semaphore semaphore, TaskMachine machine) throws InterruptedException {
    int wanted = machine.askedPermits();
    if (semaphore.tryAcquire(wanted)) {
      return true;
    }
    long patience = patienceNanos(machine);
    if (patience == 0) {
      return false;
    }
    long begin = System.nanoTime();
    boolean taken = true;
    if (patience == Long.MAX_VALUE) {
      semaphore.acquire(wanted);
    } else {
      taken = semaphore.tryAcquire(wanted, patience, TimeUnit.NANOSECONDS);
    }
    machine.account().waited(System.nanoTime() - begin);
    return taken;
  }

  private static void waitFor(Semaphore semaphore, Account account) throws InterruptedException {
    if (!semaphore.tryAcquire()) {
      long begin = System.nanoTime();
      semaphore.acquire();
      account.waited(System.nanoTime() - begin);
    }
  }

  /** How long a taken resource is waited for: {@code Long.MAX_VALUE} for ever, 0 not at all. */
  private long patienceNanos(TaskMachine machine) {
    if (machine.holdsNothing()) {
      return Long.MAX_VALUE;
    }
    return switch (policy) {
      case TRY_LOCK -> 0;
      case TIMEOUT -> PATIENCE_NANOS;
      case ORDERED, UNORDERED, ARBITER, ALL_AT_ONCE, UNGUARDED -> Long.MAX_VALUE;
    };
  }

  @Override
  public void release(TaskMachine machine) {
    for (int n = machine.grants() - 1; n >= 0; n--) {
      int resource = machine.neededResource(n);
      Mode mode = machine.neededMode(n);
      if (!mode.isCounted()) {
        lock(resource, mode).unlock();
      } else if (!machine.usesUp(n)) {
        permits[resource].release(machine.neededPermits(n));
      }
    }
    for (int n = 0; n < machine.puts(); n++) {
      permits[machine.putResource(n)].release();
    }
  }
}
