package lockstep.contrast.thread;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lockstep.engine.Account;
import lockstep.engine.CellStore;
import lockstep.engine.TaskMachine;
import lockstep.simulation.Mode;
import lockstep.simulation.TaskModel;

/**
 * One lock for each resource: a {@link ReentrantLock}; a {@link ReentrantReadWriteLock} when the model shares; a
 * {@link Semaphore} for a counted resource. All are unfair, as they are by default.
 *
 * <p>A lock is tried first; only when it is taken does the clock run. So waiting is measured, and not waiting costs nothing.
 */
final class LockTable implements Guards {

  private final CellStore cells;
  private final Lock[] exclusive;
  private final Lock[] shared;
  private final Semaphore[] permits;

  LockTable(TaskModel model, CellStore cells) {
    this.cells = cells;
    int resources = model.resources();
    this.exclusive = new Lock[resources];
    this.shared = model.shares() ? new Lock[resources] : new Lock[0];
    this.permits = new Semaphore[mostPermits(model) > 1 ? resources : 0];
    for (int r = 0; r < resources; r++) {
      if (model.permits(r) > 1) {
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

  private static int mostPermits(TaskModel model) {
    int most = 1;
    for (int r = 0; r < model.resources(); r++) {
      most = Math.max(most, model.permits(r));
    }
    return most;
  }

  @Override
  public void acquire(TaskMachine machine) throws InterruptedException {
    int resource = machine.asked();
    Mode mode = machine.askedMode();
    if (mode == Mode.PERMIT) {
      acquire(permits[resource], machine.account());
      machine.grantedPermit();
    } else {
      lock(lock(resource, mode), machine.account());
      machine.granted(cells.array(), cells.base(resource));
    }
  }

  private Lock lock(int resource, Mode mode) {
    return mode == Mode.SHARED ? shared[resource] : exclusive[resource];
  }

  private static void lock(Lock lock, Account account) throws InterruptedException {
    if (!lock.tryLock()) {
      long begin = System.nanoTime();
      lock.lockInterruptibly();
      account.waited(System.nanoTime() - begin);
    }
  }

  private static void acquire(Semaphore semaphore, Account account) throws InterruptedException {
    if (!semaphore.tryAcquire()) {
      long begin = System.nanoTime();
      semaphore.acquire();
      account.waited(System.nanoTime() - begin);
    }
  }

  @Override
  public void release(TaskMachine machine) {
    for (int n = machine.grants() - 1; n >= 0; n--) {
      int resource = machine.grantedResource(n);
      Mode mode = machine.grantedMode(n);
      if (mode == Mode.PERMIT) {
        permits[resource].release();
      } else {
        lock(resource, mode).unlock();
      }
    }
  }
}
