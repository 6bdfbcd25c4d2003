package lockstep.simulation;

/** The event that is being handled. Valid only during the call that it was passed to, on the calling thread. */
public interface Event {

  /** What kind of event it is, as its sender said: {@code 0 .. 255}. */
  int kind();

  /** Which entity sent it. */
  int sender();

  /** The first word that it carries; 0 when the model's events carry none. */
  long a();

  /** The second word that it carries; 0 when the model's events carry fewer. */
  long b();
}
