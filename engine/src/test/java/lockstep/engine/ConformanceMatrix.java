package lockstep.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.engine.ConformanceModels.Case;
import lockstep.engine.EngineUnderTest.Cell;

/** The cells in which an engine of a kind has to do the work of a plain loop: models, policies, numbers of workers, seeds. */
record ConformanceMatrix(EngineKind kind, List<Case> models) {

  ConformanceMatrix {
    models = List.copyOf(models);
  }

  /** Every combination. */
  Stream<Cell> all(List<Integer> workers, List<Long> seeds) {
    List<Cell> cells = new ArrayList<>();
    for (Case of : models) {
      for (int number : numbers(of, workers)) {
        for (long seed : seeds) {
          policies(of, number).forEach(policy -> cells.add(new Cell(of, policy, number, seed)));
        }
      }
    }
    return cells.stream();
  }

  /**
   * Every model under every policy with every seed once. The numbers of workers take turns, so that each occurs with every policy and every
   * seed, and with every model of which there are so many cells.
   */
  Stream<Cell> inTurns(List<Integer> workers, List<Long> seeds) {
    List<Cell> cells = new ArrayList<>();
    for (int model = 0; model < models.size(); model++) {
      Case of = models.get(model);
      List<Integer> numbers = numbers(of, workers);
      int step = Math.max(1, numbers.size() / seeds.size());
      for (int seed = 0; seed < seeds.size(); seed++) {
        List<Policy> policies = policies(of, 1);
        for (int policy = 0; policy < policies.size(); policy++) {
          int number = numbers.get((model + policy + seed * step) % numbers.size());
          boolean may = policies(of, number).contains(policies.get(policy));
          cells.add(new Cell(of, policies.get(policy), may ? number : 1, seeds.get(seed)));
        }
      }
    }
    return cells.stream();
  }

  private static List<Integer> numbers(Case of, List<Integer> workers) {
    return workers.stream().filter(number -> number == 1 || number >= of.model().leastWorkers()).toList();
  }

  /** Those under which nothing can deadlock or be lost, with so many workers. */
  private List<Policy> policies(Case of, int workers) {
    List<Policy> policies = new ArrayList<>(safePolicies(kind));
    if ((of.ordersItself() || workers == 1) && kind.policies().contains(Policy.UNORDERED)) {
      policies.add(Policy.UNORDERED);
    }
    return policies;
  }

  /** Those under which nothing can deadlock or be lost, whatever the model. */
  static List<Policy> safePolicies(EngineKind kind) {
    return kind.uncoordinated()
        ? List.of(Policy.ORDERED)
        : kind.policies().stream().filter(policy -> policy != Policy.UNORDERED && policy != Policy.UNGUARDED).sorted().toList();
  }
}
