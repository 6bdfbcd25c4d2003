package lockstep.simulation.epidemic;

import lockstep.simulation.Cells;

/**
 * How many persons there are in each state.
 *
 * @param lastRecovery the tick of the last recovery
 */
record Census(long susceptible, long infected, long recovered, long lastRecovery) {

  static Census of(Cells end) {
    long[] persons = new long[Outbreak.RECOVERED + 1];
    long last = 0;
    for (int person = 0; person < end.resources(); person++) {
      persons[(int) end.get(person, Outbreak.STATE)]++;
      last = Math.max(last, end.get(person, Outbreak.RECOVERS));
    }
    return new Census(persons[Outbreak.SUSCEPTIBLE], persons[Outbreak.INFECTED], persons[Outbreak.RECOVERED], last);
  }

  long of(int state) {
    return switch (state) {
      case Outbreak.SUSCEPTIBLE -> susceptible;
      case Outbreak.INFECTED -> infected;
      default -> recovered;
    };
  }

  /** How many persons were ever infected. */
  long ever() {
    return infected + recovered;
  }

  /** Whether nobody is infected, and no meeting from before that tick was still to come. */
  boolean isOver(long tick) {
    return infected == 0 && lastRecovery < tick;
  }
}
