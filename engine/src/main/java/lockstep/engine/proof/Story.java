package lockstep.engine.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.engine.TaskNeeds.Need;
import lockstep.engine.proof.Instruction.Claim;
import lockstep.engine.proof.Instruction.Ending;
import lockstep.engine.proof.Instruction.Free;
import lockstep.engine.proof.Story.Move.Kind;

/** Tells what happens on a way through the states of a machine, one sentence for each step. */
public final class Story {

  /**
   * One step.
   *
   * @param worker who makes it, or whom it concerns, by its number in the assignment
   * @param resources what it is about; the gate has no number
   * @param byOwner whether an owner makes it
   * @param text what happens, without a full stop
   * @param moves what passes between the worker and resources in it, in this order
   */
  public record Line(int worker, List<Integer> resources, boolean byOwner, String text, List<Move> moves) {
    public Line {
      resources = List.copyOf(resources);
      moves = List.copyOf(moves);
    }
  }

  /**
   * Something passes between a worker and a resource.
   *
   * @param resource its id; empty for the gate
   */
  public record Move(Kind kind, Optional<Integer> resource) {

    /** What passes. */
    public enum Kind {
      /** A worker asks for a resource. */
      WANTS,
      /** A worker takes a free resource, in one step. */
      TAKES,
      /** A worker is told to wait. */
      WAITS,
      /** A worker is given a resource. */
      GRANTED,
      /** A worker is told that it does not get a resource, or finds it taken. */
      REFUSED,
      /** A worker gives a resource back, or adds a permit. */
      RELEASED;

      /** Its name. */
      public String text() {
        return name().toLowerCase(Locale.ROOT);
      }
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
    return new Line(
        number, resources(instruction), step.act() == Act.ARRIVES, text(step, number, instruction, after), moves(step, instruction, after));
  }

  private List<Integer> resources(Instruction instruction) {
    Workload workload = machine.workload();
    return places(instruction).stream().filter(r -> r < workload.resources().size()).map(workload.resources()::get).toList();
  }

  /** The places of the resources that an instruction is about. */
  private static List<Integer> places(Instruction instruction) {
    List<Integer> concerned = new ArrayList<>();
    switch (instruction) {
      case Claim claim -> claim.needs().forEach(need -> concerned.add(need.resource()));
      case Free free -> {
        free.needs().forEach(need -> concerned.add(need.resource()));
        concerned.addAll(free.puts());
      }
    }
    return concerned;
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

  /**
   * What a worker does in the same step, from an instruction on up to where it is afterwards.
   *
   * @param given what it gives back
   * @param asks what it asks for then
   */
  private record Also(List<Free> given, Optional<Instruction> asks) {}

  private Also alsoDone(int worker, int from, long[] after, boolean commits) {
    List<Instruction> code = machine.programs().get(worker).code();
    if (!machine.medium().sends() && code.get(from) instanceof Claim) {
      return new Also(List.of(), Optional.empty());
    }
    int end = machine.view(after).at(worker);
    List<Free> given = new ArrayList<>();
    int at = from;
    while ((at != end || (given.isEmpty() && commits)) && code.get(at) instanceof Free free) {
      given.add(free);
      at = free.next();
      if (free.ending() != Ending.NOTHING) {
        break;
      }
    }
    boolean asks = machine.view(after).phase(worker) == Situation.Phase.ASKED;
    return new Also(given, asks ? Optional.of(code.get(end)) : Optional.empty());
  }

  private String also(int worker, int from, long[] after, boolean commits) {
    if (!machine.medium().sends() && machine.programs().get(worker).code().get(from) instanceof Claim) {
      return "";
    }
    Also also = alsoDone(worker, from, after, commits);
    String text = also.given().isEmpty() ? "" : " and gives back " + listed(also.given().stream().map(this::what).toList());
    text += also.asks().map(claim -> " and asks for " + what(claim)).orElse("");
    return commits ? text + ": its task is done" : text;
  }

  private List<Move> moves(Step step, Instruction instruction, long[] after) {
    return switch (step.act()) {
      case ASKS, QUEUES -> moves(Kind.WANTS, instruction);
      case TAKES -> moves(Kind.TAKES, instruction);
      case GETS -> machine.medium().sends() ? also(List.of(), step, step.at() + 1, after) : also(moves(Kind.GRANTED, instruction), step, step.at() + 1, after);
      case GIVES_UP ->
          also(machine.medium().sends() ? List.of() : moves(Kind.REFUSED, instruction), step, ((Claim) instruction).refused(), after);
      case LOSES_PATIENCE -> List.of();
      case FREES -> also(List.of(), step, step.at(), after);
      case ARRIVES -> instruction instanceof Free ? List.of() : moves(answer(step, after), instruction);
    };
  }

  private Kind answer(Step step, long[] after) {
    return switch (machine.view(after).phase(step.worker())) {
      case QUEUED -> Kind.WAITS;
      case REFUSED -> Kind.REFUSED;
      case READY, ASKED, GRANTED -> Kind.GRANTED;
    };
  }

  private List<Move> also(List<Move> before, Step step, int from, long[] after) {
    List<Move> moves = new ArrayList<>(before);
    Also also = alsoDone(step.worker(), from, after, step.commits());
    also.given().forEach(free -> moves.addAll(moves(Kind.RELEASED, free)));
    also.asks().ifPresent(claim -> moves.addAll(moves(Kind.WANTS, claim)));
    return moves;
  }

  private List<Move> moves(Kind kind, Instruction instruction) {
    Workload workload = machine.workload();
    return places(instruction).stream()
        .map(place -> new Move(kind, place < workload.resources().size() ? Optional.of(workload.resources().get(place)) : Optional.empty()))
        .toList();
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
