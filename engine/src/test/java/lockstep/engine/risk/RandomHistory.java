package lockstep.engine.risk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import lockstep.engine.Move;
import lockstep.engine.Policy;
import lockstep.engine.Traced;
import lockstep.simulation.Mode;
import org.jspecify.annotations.Nullable;

/** A legal history of workers that ask for random resources, and are served in no order. */
final class RandomHistory {

  /** What a resource has of permits; the first three are held shared or exclusively, the last one is the gate. */
  static final int[] PERMITS = {1, 1, 1, 2, 3, 2};

  private static final int GATE = 5;

  private record Need(int resource, Mode mode, int permits) {}

  private final class Worker {
    final int number;
    long task;
    List<Need> needs;
    final List<Need> has = new ArrayList<>();
    boolean asks;
    boolean inside;
    boolean reserved;
    boolean asksGate;

    Worker(int number) {
      this.number = number;
      this.task = number;
      this.needs = needs();
    }
  }

  private final Random random;
  private final Policy policy;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Traced> moves = new ArrayList<>();
  private final int[] users = new int[PERMITS.length];
  private final int[] free = PERMITS.clone();
  private long nanos;

  private RandomHistory(long seed, Policy policy, int size) {
    this.random = new Random(seed);
    this.policy = policy;
    for (int worker = 0; worker < size; worker++) {
      workers.add(new Worker(worker));
    }
  }

  /** A history; it ends early when all wait for each other and nobody gives up. */
  static List<Traced> of(long seed, Policy policy, int workers, int length) {
    RandomHistory history = new RandomHistory(seed, policy, workers);
    for (int tries = 0; history.moves.size() < length && tries < 20 * length; tries++) {
      history.move(history.workers.get(history.random.nextInt(workers)));
    }
    return List.copyOf(history.moves);
  }

  private List<Need> needs() {
    List<Integer> resources = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    Collections.shuffle(resources, random);
    List<Integer> chosen = new ArrayList<>(resources.subList(0, 1 + random.nextInt(3)));
    if (policy == Policy.ORDERED) {
      Collections.sort(chosen);
    }
    List<Need> needs = new ArrayList<>();
    for (int resource : chosen) {
      Mode mode = resource < 3 ? random.nextBoolean() ? Mode.SHARED : Mode.EXCLUSIVE : random.nextInt(4) == 0 ? Mode.TAKE : Mode.PERMIT;
      needs.add(new Need(resource, mode, mode == Mode.TAKE ? 1 + random.nextInt(2) : 1));
    }
    return needs;
  }

  private void move(Worker worker) {
    if (worker.asks) {
      goesOnAsking(worker);
    } else if (worker.has.size() < worker.needs.size()) {
      asks(worker);
    } else {
      ends(worker);
    }
  }

  private Need next(Worker worker) {
    return worker.needs.get(worker.has.size());
  }

  private void asks(Worker worker) {
    worker.asks = true;
    worker.asksGate = policy == Policy.ARBITER && !worker.inside;
    tell(worker, Move.WANTS, worker.asksGate ? new Need(GATE, Mode.PERMIT, 1) : next(worker));
  }

  private void goesOnAsking(Worker worker) {
    if (worker.asksGate) {
      Need gate = new Need(GATE, Mode.PERMIT, 1);
      if (isFree(gate)) {
        take(gate);
        tell(worker, Move.GRANTED, gate);
        worker.inside = true;
        worker.asksGate = false;
        tell(worker, Move.WANTS, next(worker));
      }
      return;
    }
    boolean jointly = policy == Policy.ALL_AT_ONCE;
    if (jointly && !worker.reserved && worker.needs.stream().allMatch(this::isFree)) {
      worker.needs.forEach(this::take);
      worker.reserved = true;
    }
    if (jointly ? worker.reserved : isFree(next(worker))) {
      Need need = next(worker);
      if (!jointly) {
        take(need);
      }
      worker.asks = false;
      worker.has.add(need);
      tell(worker, Move.GRANTED, need);
    } else if (givesUp(worker)) {
      worker.asks = false;
      for (Need need : List.copyOf(worker.has).reversed()) {
        giveBack(worker, need);
      }
      worker.has.clear();
      tell(worker, Move.RETRY, Traced.NONE, null, 0);
    }
  }

  private boolean givesUp(Worker worker) {
    return switch (policy) {
      case TRY_LOCK -> !worker.has.isEmpty();
      case TIMEOUT, DETECT -> !worker.has.isEmpty() && random.nextInt(8) == 0;
      default -> false;
    };
  }

  private void ends(Worker worker) {
    if (worker.inside) {
      worker.inside = false;
      free[GATE]++;
      tell(worker, Move.RELEASED, new Need(GATE, Mode.PERMIT, 1));
    }
    List<Need> taken = worker.has.stream().filter(need -> need.mode() == Mode.TAKE).toList();
    for (Need need : List.copyOf(worker.has).reversed()) {
      if (need.mode() != Mode.TAKE) {
        giveBack(worker, need);
      }
    }
    worker.has.clear();
    worker.reserved = false;
    for (Need need : taken) {
      for (int permit = 0; permit < need.permits(); permit++) {
        free[need.resource()]++;
        tell(worker, Move.PUT, new Need(need.resource(), Mode.TAKE, 1));
      }
    }
    tell(worker, Move.COMMIT, Traced.NONE, null, 0);
    worker.task += workers.size();
    worker.needs = needs();
  }

  private boolean isFree(Need need) {
    return switch (need.mode()) {
      case EXCLUSIVE -> users[need.resource()] == 0;
      case SHARED -> users[need.resource()] >= 0;
      case PERMIT, TAKE -> free[need.resource()] >= need.permits();
    };
  }

  private void take(Need need) {
    switch (need.mode()) {
      case EXCLUSIVE -> users[need.resource()] = -1;
      case SHARED -> users[need.resource()]++;
      case PERMIT, TAKE -> free[need.resource()] -= need.permits();
    }
  }

  private void giveBack(Worker worker, Need need) {
    switch (need.mode()) {
      case EXCLUSIVE -> users[need.resource()] = 0;
      case SHARED -> users[need.resource()]--;
      case PERMIT, TAKE -> free[need.resource()] += need.permits();
    }
    worker.has.remove(need);
    tell(worker, Move.RELEASED, need);
  }

  private void tell(Worker worker, Move move, Need need) {
    tell(worker, move, need.resource(), need.mode(), need.permits());
  }

  private void tell(Worker worker, Move move, int resource, @Nullable Mode mode, int permits) {
    nanos += 1 + random.nextInt(20);
    moves.add(new Traced(nanos, worker.number, worker.task, move, resource, mode, permits, worker.has.size()));
  }
}
