package lockstep.engine.proof;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lockstep.engine.Move;
import lockstep.engine.TaskNeeds.Need;
import lockstep.engine.Traced;
import lockstep.engine.proof.Instruction.Claim;
import lockstep.engine.proof.Instruction.Ending;
import lockstep.engine.proof.Instruction.Free;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an engine was seen to do against the machine: is there a way through the states of the machine on which the workers make
 * the same moves in the same order?
 *
 * <p>A move is stamped a little before or after what it tells of: a worker says what it wants before it asks, what it was granted when
 * it has it, what it gives back before it does. So all states are followed that the machine can be in, and a move either allows a
 * worker to go on (wants, released, put), or asks whether it has (granted, retry, commit). A move that no state allows is illegal.
 */
public final class Replay {

  /** So many states are followed at most. */
  static final int MOST_STATES = 200_000;

  /**
   * A move that the machine cannot make.
   *
   * @param number which of the moves, from 0
   */
  public record Illegal(int number, Traced move) {

    /** In words. */
    public String text() {
      String resource = move.resource() == Traced.NONE ? "" : " " + move.resource();
      return "move " + number + " of the trace: worker " + move.worker() + " " + move.move().name().toLowerCase(Locale.ROOT) + resource;
    }
  }

  /** No note: what it would be the note of cannot be. */
  private static final int FORBIDDEN = -1;

  /** What a worker has been allowed to do and has not done, or has done and has not told. */
  private static final int NOTHING = 0;

  /** It may ask. */
  private static final int MAY_ASK = 1;

  /** It has to tell that a task or an attempt has ended. */
  private static final int COMMIT_DUE = 2;

  private static final int RETRY_DUE = 3;

  /** Above: so many moves of a claim are still to be told. */
  private static final int GRANTS_DUE = 10;

  /** Above: so many moves were told that allow it to give back. */
  private static final int MAY_FREE = 1000;

  /** A state of the machine, and of each worker what is allowed or due: words of the state, then one for each worker. */
  private static final class Followed {
    private final long[] words;

    Followed(long[] words) {
      this.words = words;
    }

    /** The same with another note of a worker. */
    Followed noting(int place, int note) {
      long[] changed = words.clone();
      changed[place] = note;
      return new Followed(changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Followed followed && Arrays.equals(words, followed.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }

  private final Machine machine;
  private final Impatience impatience;
  private final Map<Integer, Integer> workers = new HashMap<>();
  private final int gate;
  private Set<Followed> states = new LinkedHashSet<>();

  private Replay(Machine machine, int gate) {
    this.machine = machine;
    this.impatience =
        new Impatience(machine.workload().policy(), machine.medium(), machine.programs(), machine.view(machine.first()));
    this.gate = gate;
    machine.workload().workers().forEach(worker -> workers.put(worker.number(), workers.size()));
  }

  /**
   * Replays moves.
   *
   * @param workload complete, so that it is what the workers did
   * @param gate the number that moves have for the gate of the policy {@code arbiter}
   * @return the first move that the machine cannot make; empty when it can make all of them
   * @throws OutOfBounds when there are too many states to follow
   */
  public static Optional<Illegal> of(Workload workload, Medium medium, List<Traced> moves, int gate) {
    Machine machine = new Machine(workload, medium, Machine.Grain.FINE);
    Replay replay = new Replay(machine, gate);
    replay.states.add(new Followed(Arrays.copyOf(machine.first(), machine.words() + machine.programs().size())));
    for (int number = 0; number < moves.size(); number++) {
      Traced move = moves.get(number);
      replay.follow(move);
      if (replay.states.isEmpty()) {
        return Optional.of(new Illegal(number, move));
      }
    }
    return Optional.empty();
  }

  private void follow(Traced move) {
    Integer worker = workers.get(move.worker());
    Set<Followed> after = new HashSet<>();
    if (worker != null) {
      for (Followed followed : states) {
        int note = told(followed, worker, move);
        if (note != FORBIDDEN) {
          after.add(followed.noting(machine.words() + worker, note));
        }
      }
    }
    states = closed(after);
  }

  /** All states that the machine can come to by steps that are allowed already. */
  private Set<Followed> closed(Set<Followed> from) {
    Set<Followed> closed = new LinkedHashSet<>(from);
    ArrayDeque<Followed> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      Followed followed = open.poll();
      machine.steps(
          followed.words,
          (act, worker, at, group, commits, state) -> {
            int note = allowed(followed, act, worker, at);
            if (note != FORBIDDEN) {
              long[] words = followed.words.clone();
              System.arraycopy(state, 0, words, 0, state.length);
              words[machine.words() + worker] = note;
              Followed next = new Followed(words);
              if (closed.add(next)) {
                open.add(next);
              }
            }
          });
      if (closed.size() > MOST_STATES) {
        throw new OutOfBounds("a replay would have to follow more than " + MOST_STATES + " states");
      }
    }
    return closed;
  }

  private int note(Followed followed, int worker) {
    return (int) followed.words[machine.words() + worker];
  }

  /** What is noted of a worker after a step, or that it may not make the step yet. */
  private int allowed(Followed followed, Act act, int worker, int at) {
    int note = note(followed, worker);
    Instruction instruction = machine.programs().get(worker).code().get(at);
    return switch (act) {
      case ARRIVES -> note;
      case ASKS, QUEUES -> note == MAY_ASK ? note : FORBIDDEN;
      case TAKES, GETS -> note == MAY_ASK ? GRANTS_DUE + 2 * ((Claim) instruction).needs().size() - 1 : FORBIDDEN;
      case GIVES_UP -> note == MAY_ASK ? NOTHING : FORBIDDEN;
      case LOSES_PATIENCE ->
          note != MAY_ASK || !impatience.mayGiveUp(worker, asking(followed)) ? FORBIDDEN : machine.medium().sends() ? MAY_ASK : NOTHING;
      case FREES -> frees((Free) instruction, note);
    };
  }

  /** Who has told that it asks: a worker that has come so far that it could waits for nothing yet. As bits. */
  private long asking(Followed followed) {
    long asking = 0;
    for (int worker = 0; worker < machine.programs().size(); worker++) {
      asking |= note(followed, worker) == MAY_ASK ? 1L << worker : 0;
    }
    return asking;
  }

  private static int frees(Free free, int note) {
    int told = free.needs().size() + free.puts().size();
    int left = (note >= MAY_FREE ? note - MAY_FREE : 0) - told;
    boolean ends = free.ending() != Ending.NOTHING;
    if ((note != NOTHING && note < MAY_FREE) || left < 0 || (ends && left > 0)) {
      return FORBIDDEN;
    }
    return switch (free.ending()) {
      case TASK -> COMMIT_DUE;
      case ATTEMPT -> RETRY_DUE;
      case NOTHING -> left == 0 ? NOTHING : MAY_FREE + left;
    };
  }

  /** What is noted of a worker after it told a move, or that it cannot have made it. */
  private int told(Followed followed, int worker, Traced move) {
    int note = note(followed, worker);
    int at = machine.view(followed.words).at(worker);
    List<Instruction> code = machine.programs().get(worker).code();
    boolean isDue = note >= GRANTS_DUE && note < MAY_FREE;
    return switch (move.move()) {
      case WANTS -> isDue ? due(code, at, note, move) : wants(code.get(at), note, move);
      case GRANTED -> isDue ? due(code, at, note, move) : FORBIDDEN;
      case RELEASED, PUT -> note == NOTHING || note >= MAY_FREE ? gives(code, at, note, move) : FORBIDDEN;
      case RETRY -> note == RETRY_DUE ? NOTHING : FORBIDDEN;
      case COMMIT -> note == COMMIT_DUE ? NOTHING : FORBIDDEN;
    };
  }

  private int wants(Instruction instruction, int note, Traced move) {
    return note == NOTHING && instruction instanceof Claim claim && is(claim.needs().getFirst(), move) ? MAY_ASK : FORBIDDEN;
  }

  /**
   * A claim of several needs, got all at once, is told as one after the other: granted, then wants and granted of each. What is left is
   * counted down.
   */
  private int due(List<Instruction> code, int at, int note, Traced move) {
    int left = note - GRANTS_DUE;
    Claim claim = (Claim) code.get(at - 1);
    int need = claim.needs().size() - (left + 1) / 2;
    if (left % 2 == 1 != (move.move() == Move.GRANTED) || !is(claim.needs().get(need), move)) {
      return FORBIDDEN;
    }
    return left == 1 ? NOTHING : note - 1;
  }

  /** Finds the instruction that gives back what is told next, behind those that were told before. */
  private int gives(List<Instruction> code, int at, int note, Traced move) {
    int skip = note == NOTHING ? 0 : note - MAY_FREE;
    int next = at;
    while (code.get(next) instanceof Free free) {
      int told = free.needs().size() + free.puts().size();
      if (skip < told) {
        return gives(free, skip, move) ? (note == NOTHING ? MAY_FREE : note) + 1 : FORBIDDEN;
      }
      if (free.ending() != Ending.NOTHING) {
        return FORBIDDEN;
      }
      skip -= told;
      next = free.next();
    }
    return FORBIDDEN;
  }

  private boolean gives(Free free, int n, Traced move) {
    return n < free.needs().size()
        ? move.move() == Move.RELEASED && is(free.needs().get(n), move)
        : move.move() == Move.PUT && named(free.puts().get(n - free.needs().size())) == move.resource();
  }

  private boolean is(Need need, Traced move) {
    return named(need.resource()) == move.resource() && need.mode() == move.mode() && need.permits() == move.permits();
  }

  private int named(int resource) {
    List<Integer> resources = machine.workload().resources();
    return resource == resources.size() ? gate : resources.get(resource);
  }
}
