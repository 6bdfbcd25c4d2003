package lockstep.engine;

/** Waits for threads that may not be left behind. */
public final class Joining {

  private Joining() {}

  /** Waits until a thread has ended, however often the caller is interrupted meanwhile; it is interrupted again afterwards. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
