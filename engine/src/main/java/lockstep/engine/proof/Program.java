package lockstep.engine.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.engine.Policy;
import lockstep.engine.TaskNeeds;
import lockstep.engine.TaskNeeds.Need;
import lockstep.engine.proof.Instruction.Claim;
import lockstep.engine.proof.Instruction.Ending;
import lockstep.engine.proof.Instruction.Free;
import lockstep.simulation.Mode;

/**
 * What one worker does, as a list of instructions that never ends: a cycle of tasks under a policy.
 *
 * @param code the instructions
 * @param held what a worker holds that has come to an instruction; permits that it took are not held
 */
record Program(List<Instruction> code, List<List<Need>> held) {

  Program {
    code = List.copyOf(code);
    held = List.copyOf(held);
  }

  /** The program of a worker. */
  static Program of(Workload workload, Workload.Worker worker) {
    Writer writer = new Writer(workload);
    for (int n = 0; n < worker.cycle().size(); n++) {
      writer.task(worker.cycle().get(n), n + 1 == worker.cycle().size());
    }
    return new Program(writer.code, writer.held);
  }

  Claim claim(int at) {
    return code.get(at) instanceof Claim claim ? claim : notAClaim(at);
  }

  private static Claim notAClaim(int at) {
    throw new IllegalStateException("instruction " + at + " is no claim");
  }

  /** Writes one task after the other. What is done when a task gives up stands behind its instructions. */
  private static final class Writer {

    /** The channel of the owner of all resources. */
    private static final int ALL = 0;

    private final Workload workload;
    private final Policy policy;
    private final List<Instruction> code = new ArrayList<>();
    private final List<List<Need>> held = new ArrayList<>();

    Writer(Workload workload) {
      this.workload = workload;
      this.policy = workload.policy();
    }

    private void add(Instruction instruction, List<Need> holding) {
      code.add(instruction);
      held.add(holding.stream().filter(need -> need.mode() != Mode.TAKE).toList());
    }

    void task(TaskNeeds task, boolean last) {
      if (policy == Policy.ALL_AT_ONCE) {
        atOnce(task, last);
        return;
      }
      List<Need> asked = new ArrayList<>(task.needs());
      long taken = asked.stream().filter(need -> need.mode() == Mode.TAKE).count();
      boolean gated = policy == Policy.ARBITER && taken < asked.size();
      if (gated) {
        asked.add((int) taken, workload.gate());
      }
      int start = code.size();
      boolean givesUp = policy == Policy.TRY_LOCK || policy == Policy.TIMEOUT || policy == Policy.DETECT;
      List<Free> frees = frees(task, gated);
      int end = start + asked.size() + frees.size();
      int undoing = givesUp ? Math.max(0, asked.size() - 1) : 0;
      int next = last ? 0 : end + undoing;
      for (int n = 0; n < asked.size(); n++) {
        boolean first = !givesUp || n == 0;
        int refused = first ? 0 : end + asked.size() - 1 - n;
        boolean waits = first || policy != Policy.TRY_LOCK;
        add(new Claim(channel(asked.get(n)), List.of(asked.get(n)), waits, first, refused, n == 0), asked.subList(0, n));
      }
      List<Need> holding = new ArrayList<>(asked);
      for (int n = 0; n < frees.size(); n++) {
        Free free = frees.get(n);
        boolean ends = n + 1 == frees.size();
        add(
            new Free(
                free.channel(),
                free.needs(),
                free.puts(),
                ends ? next : start + asked.size() + n + 1,
                ends ? Ending.TASK : Ending.NOTHING,
                n == (gated ? 1 : 0)),
            holding);
        holding.removeAll(free.needs());
      }
      // Whoever is refused need n gives back those from n - 1 down to the first.
      for (int n = undoing - 1; n >= 0; n--) {
        Need need = asked.get(n);
        add(
            new Free(
                channel(need),
                List.of(need),
                List.of(),
                n == 0 ? start : code.size() + 1,
                n == 0 ? Ending.ATTEMPT : Ending.NOTHING,
                false),
            asked.subList(0, n + 1));
      }
    }

    /** What a task gives back when it is done: the gate before it uses what it holds, then the last that it got first. */
    private List<Free> frees(TaskNeeds task, boolean gated) {
      List<Free> frees = new ArrayList<>();
      if (gated) {
        frees.add(free(workload.gate()));
      }
      for (Need need : task.needs().reversed()) {
        if (need.mode() != Mode.TAKE) {
          frees.add(free(need));
        }
      }
      for (int resource : task.puts()) {
        frees.add(new Free(resource, List.of(), List.of(resource), 0, Ending.NOTHING, false));
      }
      if (frees.isEmpty()) {
        frees.add(new Free(Instruction.NOBODY, List.of(), List.of(), 0, Ending.NOTHING, false));
      }
      return frees;
    }

    private Free free(Need need) {
      return new Free(channel(need), List.of(need), List.of(), 0, Ending.NOTHING, false);
    }

    private static int channel(Need need) {
      return need.resource();
    }

    private void atOnce(TaskNeeds task, boolean last) {
      if (!task.needs().isEmpty()) {
        add(new Claim(ALL, task.needs(), true, true, 0, true), List.of());
      }
      List<Need> given = task.needs().reversed().stream().filter(need -> need.mode() != Mode.TAKE).toList();
      int channel = given.isEmpty() && task.puts().isEmpty() ? Instruction.NOBODY : ALL;
      add(new Free(channel, given, task.puts(), last ? 0 : code.size() + 1, Ending.TASK, true), task.needs());
    }
  }

  /** How many channels the programs of a workload have. */
  static int channels(Workload workload) {
    return workload.policy() == Policy.ALL_AT_ONCE ? 1 : workload.resources().size() + 1;
  }

  /** The instructions that concern a channel. */
  IntStream concerning(int channel) {
    return IntStream.range(0, code.size()).filter(at -> code.get(at).channel() == channel);
  }
}
