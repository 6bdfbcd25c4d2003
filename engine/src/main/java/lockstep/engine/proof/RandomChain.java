package lockstep.engine.proof;

import java.util.Optional;

/**
 * The Markov chain of a machine whose scheduler chooses each possible step with the same probability: how many steps, and how many
 * tasks, it makes on average before it deadlocks (Kemeny and Snell, "Finite Markov chains", 1960, chapter 3).
 */
public final class RandomChain {

  private static final int MOST_ITERATIONS = 2000;
  private static final double PRECISION = 1e-9;

  private final Exploration graph;
  private final Liveness liveness;
  private final int states;

  private RandomChain(Exploration graph, Liveness liveness) {
    this.graph = graph;
    this.liveness = liveness;
    this.states = graph.states();
  }

  /**
   * What comes before a deadlock.
   *
   * @param steps the mean number of steps
   * @param tasks the mean number of tasks
   */
  public record Mean(double steps, double tasks) {}

  /** The means of an exploration; empty when a deadlock is not certain, or they are not found. */
  static Optional<Mean> of(Exploration graph, Liveness liveness) {
    if (!liveness.isDeadlockCertain()) {
      return Optional.empty();
    }
    RandomChain chain = new RandomChain(graph, liveness);
    double[] steps = chain.solve(false);
    double[] tasks = chain.solve(true);
    return steps.length == 0 || tasks.length == 0 ? Optional.empty() : Optional.of(new Mean(steps[0], tasks[0]));
  }

  /** {@code x - P x}. */
  private void apply(double[] x, double[] into) {
    for (int state = 0; state < states; state++) {
      double sum = 0;
      int first = graph.first(state);
      int end = graph.end(state);
      if (liveness.deadlocked(state) == 0) {
        for (int step = first; step < end; step++) {
          sum += x[graph.target(step)];
        }
        sum /= end - first;
      }
      into[state] = x[state] - sum;
    }
  }

  private double[] reward(boolean ofTasks) {
    double[] reward = new double[states];
    for (int state = 0; state < states; state++) {
      if (liveness.deadlocked(state) != 0) {
        continue;
      }
      int first = graph.first(state);
      int end = graph.end(state);
      double commits = 0;
      for (int step = first; step < end; step++) {
        commits += graph.commits(step) ? 1 : 0;
      }
      reward[state] = ofTasks ? commits / (end - first) : 1;
    }
    return reward;
  }

  /** By the stabilised bi-conjugate gradient method (van der Vorst, SIAM J. Sci. Stat. Comput. 13(2), 1992); empty when it fails. */
  private double[] solve(boolean ofTasks) {
    double[] x = new double[states];
    double[] r = reward(ofTasks);
    double[] shadow = r.clone();
    double[] p = r.clone();
    double[] v = new double[states];
    double[] t = new double[states];
    double goal = PRECISION * PRECISION * dot(r, r);
    double rho = dot(shadow, r);
    for (int n = 0; n < MOST_ITERATIONS; n++) {
      if (dot(r, r) <= goal) {
        return x;
      }
      apply(p, v);
      double alpha = rho / dot(shadow, v);
      add(r, -alpha, v);
      apply(r, t);
      double omega = dot(t, r) / dot(t, t);
      add(x, alpha, p);
      add(x, omega, r);
      add(r, -omega, t);
      double before = rho;
      rho = dot(shadow, r);
      double beta = rho / before * alpha / omega;
      if (!Double.isFinite(beta)) {
        return dot(r, r) <= goal ? x : new double[0];
      }
      for (int i = 0; i < states; i++) {
        p[i] = r[i] + beta * (p[i] - omega * v[i]);
      }
    }
    return new double[0];
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
