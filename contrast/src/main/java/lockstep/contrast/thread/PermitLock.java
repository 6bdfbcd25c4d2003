package lockstep.contrast.thread;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Permits of a {@link Semaphore} as a lock that several may hold, and that any thread may unlock: that adds the permits. */
final class PermitLock implements Lock {

  private final Semaphore permits;
  private final int atOnce;

  /** Takes and adds one permit at a time. */
  PermitLock(int permits, boolean fair) {
    this(new Semaphore(permits, fair), 1);
  }

  private PermitLock(Semaphore permits, int atOnce) {
    this.permits = permits;
    this.atOnce = atOnce;
  }

  /** The same permits, of which so many are taken or added at once, or none. */
  PermitLock several(int count) {
    return count == atOnce ? this : new PermitLock(permits, count);
  }

  @Override
  public void lock() {
    permits.acquireUninterruptibly(atOnce);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    permits.acquire(atOnce);
  }

  @Override
  public boolean tryLock() {
    return permits.tryAcquire(atOnce);
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return permits.tryAcquire(atOnce, time, unit);
  }

  @Override
  public void unlock() {
    permits.release(atOnce);
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("nobody owns a permit, so there is nothing to wait on");
  }
}
