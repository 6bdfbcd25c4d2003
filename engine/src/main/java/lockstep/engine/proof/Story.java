package lockstep.engine.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.engine.TaskNeeds.Need;
import lockstep.engine.proof.Instruction.Claim;
import lockstep.engine.proof.Instruction.Ending;
import lockstep.engine.proof.Instruction.Free;

/** Tells what happens on a way through the states of a machine, one sentence for each step. */
public final class Story {

  /**
   * One step.
   *
   * @param worker who makes it, or whom it concerns, by its number in the assignment
   * @param resources what it is about; the gate has no number
   * @param byOwner whether an owner makes it
   * @param text what happens, without a full stop
   */
  public record Line(int worker, List<Integer> resources, boolean byOwner, String text) {
    public Line {
      resources = List.copyOf(resources);
    }
  }

  private final Machine machine;

  private Story(Machine machine) {
    this.machine = machine;
  }

  /** The story of states, each of which the machine comes to by one step from the one before. */
  static List<Line> of(Machine machine, List<long[]> states) {
    Story story = new Story(machine);
    List<Line> lines = new ArrayList<>();
    for (int n = 1; n < states.size(); n++) {
      lines.add(story.line(states.get(n - 1), states.get(n)));
    }
    return lines;
  }

  /** Texts as people list them. */
  static String listed(List<String> texts) {
    int last = texts.size() - 1;
    return switch (texts.size()) {
      case 0 -> "nothing";
      case 1 -> texts.getFirst();
      default -> String.join(", ", texts.subList(0, last)) + " and " + texts.getLast();
    };
  }

  /** A step between two states. */
  private record Step(Act act, int worker, int at, boolean commits) {}

  private Line line(long[] before, long[] after) {
    List<Step> steps = new ArrayList<>();
    machine.steps(
        before,
        (act, worker, at, group, commits, state) -> {
          if (Arrays.equals(state, after)) {
            steps.add(new Step(act, worker, at, commits));
          }
        });
    Step step = steps.getFirst();
    Instruction instruction = machine.programs().get(step.worker()).code().get(step.at());
    int number = machine.workload().workers().get(step.worker()).number();
    return new Line(number, resources(instruction), step.act() == Act.ARRIVES, text(step, number, instruction, after));
  }

  private List<Integer> resources(Instruction instruction) {
    Workload workload = machine.workload();
    List<Integer> concerned = new ArrayList<>();
    switch (instruction) {
      case Claim claim -> claim.needs().forEach(need -> concerned.add(need.resource()));
      case Free free -> {
        free.needs().forEach(need -> concerned.add(need.resource()));
        concerned.addAll(free.puts());
      }
    }
    return concerned.stream().filter(r -> r < workload.resources().size()).map(workload.resources()::get).toList();
  }

  private String text(Step step, int number, Instruction instruction, long[] after) {
    String worker = "worker " + number;
    String what = what(instruction);
    return switch (step.act()) {
      case ASKS -> worker + " asks for " + what;
      case TAKES -> worker + " takes " + what;
      case QUEUES -> worker + " waits in line for " + what;
      case GETS -> worker + " gets " + what + also(step.worker(), step.at() + 1, after, step.commits());
      case GIVES_UP -> worker + (machine.medium().sends() ? " is refused " : " finds taken ") + what + also(step.worker(), ((Claim) instruction).refused(), after, step.commits());
      case LOSES_PATIENCE -> worker + " waits for " + what + " no longer";
      case FREES -> worker + also(step.worker(), step.at(), after, step.commits()).replaceFirst("^ and", "");
      case ARRIVES -> arrives(step, worker, what, instruction, after);
    };
  }

  private String arrives(Step step, String worker, String what, Instruction instruction, long[] after) {
    if (instruction instanceof Free) {
      return "the owner takes back " + what + " from " + worker;
    }
    return switch (machine.view(after).phase(step.worker())) {
      case QUEUED -> "the owner has " + worker + " wait for " + what;
      case REFUSED -> "the owner refuses " + what + " to " + worker;
      case READY, ASKED, GRANTED -> "the owner grants " + what + " to " + worker;
    };
  }

  /** What a worker does in the same step, from an instruction on up to where it is afterwards. */
  private String also(int worker, int from, long[] after, boolean commits) {
    if (!machine.medium().sends() && machine.programs().get(worker).code().get(from) instanceof Claim) {
      return "";
    }
    int end = machine.view(after).at(worker);
    boolean asks = machine.view(after).phase(worker) == Situation.Phase.ASKED;
    List<String> given = new ArrayList<>();
    int at = from;
    while ((at != end || (given.isEmpty() && commits)) && machine.programs().get(worker).code().get(at) instanceof Free free) {
      given.add(what(free));
      at = free.next();
      if (free.ending() != Ending.NOTHING) {
        break;
      }
    }
    String text = given.isEmpty() ? "" : " and gives back " + listed(given);
    if (asks) {
      text += " and asks for " + what(machine.programs().get(worker).code().get(end));
    }
    return commits ? text + ": its task is done" : text;
  }

  private String what(Instruction instruction) {
    return switch (instruction) {
      case Claim claim -> names(claim.needs(), List.of());
      case Free free -> names(free.needs(), free.puts());
    };
  }

  private String names(List<Need> needs, List<Integer> puts) {
    List<String> names = new ArrayList<>();
    needs.forEach(need -> names.add(need.permits() > 1 ? need.permits() + " of " + name(need.resource()) : name(need.resource())));
    puts.forEach(put -> names.add("one more of " + name(put)));
    return listed(names);
  }

  private String name(int resource) {
    return machine.workload().name(resource);
  }
}
