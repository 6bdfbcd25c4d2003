package lockstep.contrast.thread;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import lockstep.engine.Assignment;
import lockstep.engine.CellStore;
import lockstep.engine.Coordination;
import lockstep.engine.Policy;
import lockstep.engine.Queues;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;
import org.jspecify.annotations.Nullable;

/**
 * One lock for each resource: a {@link ReentrantLock}; a {@link ReentrantReadWriteLock} when the model shares; a
 * {@link Semaphore} for a counted resource. All are fair or all are not. The policy says how long a lock is waited for: for ever,
 * while something is held not at all ({@code try-lock}), a bounded time ({@code timeout}) or until a detector says otherwise
 * ({@code detect}).
 *
 * <p>A lock is tried first; only when it is taken does the clock run. So waiting is measured, and not waiting costs nothing.
 */
final class LockTable implements Guards {

  private final Assignment assignment;
  private final CellStore cells;
  private final Policy policy;
  private final long lockTimeoutNanos;
  private final boolean fair;
  private final boolean shares;

  /** Only under the policy {@code detect}. */
  private final @Nullable BreakableWaits breakable;

  private final Lock[] exclusive;
  private final Lock[] shared;
  private final PermitLock[] permits;

  /** What the policy {@code arbiter} has a task pass before it asks, and leave when it has everything. */
  private final Lock gate;

  LockTable(Assignment assignment, CellStore cells) {
    TaskModel model = assignment.model();
    Coordination coordination = assignment.coordination();
    this.assignment = assignment;
    this.cells = cells;
    this.policy = coordination.policy();
    this.lockTimeoutNanos = coordination.lockTimeoutNanos();
    this.shares = model.shares();
    this.fair = coordination.queues() == Queues.FAIR;
    this.breakable = policy == Policy.DETECT ? new BreakableWaits(assignment) : null;
    int resources = model.resources();
    boolean counted = IntStream.range(0, resources).anyMatch(model::counted);
    this.exclusive = new Lock[resources];
    this.shared = new Lock[model.shares() ? resources : 0];
    this.permits = new PermitLock[counted ? resources : 0];
    this.gate = new PermitLock(model.safeAtOnce(), fair);
    for (int r = 0; r < resources; r++) {
      if (model.counted(r)) {
        permits[r] = new PermitLock(model.permits(r), fair);
      } else if (model.shares()) {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock(fair);
        exclusive[r] = lock.writeLock();
        shared[r] = lock.readLock();
      } else {
        exclusive[r] = new ReentrantLock(fair);
      }
    }
  }

  @Override
  public boolean acquire(TaskMachine machine) throws InterruptedException {
    if (policy == Policy.ARBITER && machine.beginsToHold()) {
      var _ = take(gate, Long.MAX_VALUE, machine);
      machine.passedGate();
    }
    if (!take(lock(machine, machine.grants()), patienceNanos(machine), machine)) {
      return false;
    }
    Mode mode = machine.askedMode();
    if (mode.isCounted()) {
      machine.grantedPermit();
    } else {
      machine.granted(cells.array(), cells.base(machine.asked()));
    }
    if (policy == Policy.ARBITER && machine.grants() == machine.needs() && mode != Mode.TAKE) {
      machine.leavesGate();
      gate.unlock();
    }
    return true;
  }

  /** What guards the need with that number, in the task's order of asking. */
  private Lock lock(TaskMachine machine, int n) {
    int resource = machine.neededResource(n);
    return switch (machine.neededMode(n)) {
      case EXCLUSIVE -> exclusive[resource];
      case SHARED -> shared[resource];
      case PERMIT -> permits[resource];
      case TAKE -> permits[resource].several(machine.neededPermits(n));
    };
  }

  private boolean take(Lock lock, long patienceNanos, TaskMachine machine) throws InterruptedException {
    if (tryNow(lock)) {
      return true;
    }
    if (patienceNanos == 0) {
      return false;
    }
    long begin = System.nanoTime();
    boolean taken = await(lock, patienceNanos, machine, begin);
    machine.account().waited(System.nanoTime() - begin);
    return taken;
  }

  /** Who holds nothing is in no circle, but others may wait behind a writer that holds nothing. */
  private boolean await(Lock lock, long patienceNanos, TaskMachine machine, long beginNanos) throws InterruptedException {
    if (patienceNanos != Long.MAX_VALUE) {
      return lock.tryLock(patienceNanos, TimeUnit.NANOSECONDS);
    }
    if (breakable != null && (shares || !machine.holdsNothing())) {
      return breakable.await(lock, machine, beginNanos, this::tryNow);
    }
    lock.lockInterruptibly();
    return true;
  }

  /** The untimed form overtakes those who wait, even for a fair lock. */
  private boolean tryNow(Lock lock) throws InterruptedException {
    return fair ? lock.tryLock(0, TimeUnit.NANOSECONDS) : lock.tryLock();
  }

  /** How long a taken resource is waited for: {@code Long.MAX_VALUE} for ever, 0 not at all. */
  private long patienceNanos(TaskMachine machine) {
    if (machine.holdsNothing()) {
      return Long.MAX_VALUE;
    }
    return switch (policy) {
      case TRY_LOCK -> 0;
      case TIMEOUT -> lockTimeoutNanos;
      case ORDERED, UNORDERED, ARBITER, DETECT, ALL_AT_ONCE, UNGUARDED -> Long.MAX_VALUE;
    };
  }

  @Override
  public void release(TaskMachine machine) {
    for (int n = machine.grants() - 1; n >= 0; n--) {
      if (!machine.usesUp(n)) {
        lock(machine, n).unlock();
      }
    }
    for (int n = 0; n < machine.puts(); n++) {
      permits[machine.putResource(n)].unlock();
    }
    if (breakable != null) {
      breakable.gaveBack(machine);
    }
  }

  @Override
  public Attendant attend(Consumer<RuntimeException> whenBroken) {
    return breakable == null ? Guards.super.attend(whenBroken) : new Detector(assignment, breakable, whenBroken);
  }
}
