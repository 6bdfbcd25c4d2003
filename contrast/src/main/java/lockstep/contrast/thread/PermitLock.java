package lockstep.contrast.thread;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** The permits of a {@link Semaphore} as a lock that several may hold, and that any thread may unlock: that adds a permit. */
final class PermitLock implements Lock {

  private final Semaphore permits;

  PermitLock(int permits, boolean fair) {
    this.permits = new Semaphore(permits, fair);
  }

  @Override
  public void lock() {
    permits.acquireUninterruptibly();
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    permits.acquire();
  }

  @Override
  public boolean tryLock() {
    return permits.tryAcquire();
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return permits.tryAcquire(time, unit);
  }

  @Override
  public void unlock() {
    permits.release();
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("nobody owns a permit, so there is nothing to wait on");
  }
}
