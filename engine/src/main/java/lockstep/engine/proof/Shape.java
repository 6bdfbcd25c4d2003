package lockstep.engine.proof;

import java.util.Arrays;
import java.util.List;
import lockstep.engine.Policy;
import lockstep.engine.proof.Instruction.Free;

/**
 * Which values make up a state of a machine, and where each of them stands. Of each worker the instruction that it has come to, its
 * phase, and its place in line; of each resource its permits; of each channel a mailbox with its messages; and, not packed, of each
 * resource who uses it.
 */
final class Shape {

  /** The most permits of a resource to which some are added. */
  static final int MOST_PERMITS = 4095;

  /** How many messages that only add permits one worker can have under way to one owner. */
  static final int MOST_PUTS = 3;

  private final List<Program> programs;
  private final Workload workload;
  private final int workers;
  private final int resources;

  /** Of each channel, where its mailbox begins among the values, and one more. */
  private final int[] mailbox;

  /** How many instructions the workers before have: a message is such a number, plus 1. */
  private final int[] firstInstruction;

  /** Whose message a message is. */
  private final int[] senders;

  private final Layout layout;

  Shape(Workload workload, List<Program> programs, Medium medium) {
    this.workload = workload;
    this.programs = programs;
    this.workers = programs.size();
    this.resources = workload.resources().size() + 1;
    this.firstInstruction = new int[workers + 1];
    for (int w = 0; w < workers; w++) {
      firstInstruction[w + 1] = firstInstruction[w] + programs.get(w).code().size();
    }
    this.senders = new int[firstInstruction[workers] + 1];
    for (int w = 0; w < workers; w++) {
      Arrays.fill(senders, firstInstruction[w] + 1, firstInstruction[w + 1] + 1, w);
    }
    this.mailbox = new int[Program.channels(workload) + 1];
    mailbox[0] = mail();
    for (int channel = 0; channel + 1 < mailbox.length; channel++) {
      mailbox[channel + 1] = mailbox[channel] + (medium.sends() ? capacity(channel) : 0);
    }
    this.layout = new Layout(greatest(medium));
  }

  private int capacity(int channel) {
    return programs.stream().mapToInt(program -> capacity(program, channel)).sum();
  }

  /** A request, and what is given back before it: whoever gives back more than that had to be granted more, and so to ask for it. */
  private static int capacity(Program program, int channel) {
    boolean puts = program.concerning(channel).anyMatch(at -> program.code().get(at) instanceof Free free && !free.puts().isEmpty());
    boolean any = program.concerning(channel).findAny().isPresent();
    return (any ? 2 : 0) + (puts ? MOST_PUTS : 0);
  }

  private int[] greatest(Medium medium) {
    int[] greatest = new int[users()];
    boolean lines = medium != Medium.BARGING_LOCKS || workload.policy() == Policy.ALL_AT_ONCE;
    for (int w = 0; w < workers; w++) {
      greatest[w] = programs.get(w).code().size() - 1;
      greatest[phases() + w] = Situation.Phase.values().length - 1;
      greatest[ranks() + w] = lines ? workers : 0;
    }
    for (int r = 0; r + 1 < resources && workload.flows(); r++) {
      greatest[permits() + r] = MOST_PERMITS;
    }
    Arrays.fill(greatest, mail(), users(), firstInstruction[workers]);
    return greatest;
  }

  /** The values when every worker is about to begin. */
  int[] first() {
    int[] first = new int[users() + resources];
    for (int r = 0; r < resources; r++) {
      first[permits() + r] = workload.permits(r);
    }
    return first;
  }

  Layout layout() {
    return layout;
  }

  /** Where the phases of the workers begin; before them are their instructions. */
  int phases() {
    return workers;
  }

  /** Where their places in line begin. */
  int ranks() {
    return 2 * workers;
  }

  /** Where the permits of the resources begin. */
  int permits() {
    return 3 * workers;
  }

  /** Where the mailboxes begin. */
  int mail() {
    return permits() + resources;
  }

  /** Where the users of the resources begin. */
  int users() {
    return mailbox[mailbox.length - 1];
  }

  int channels() {
    return mailbox.length - 1;
  }

  /** Where the mailbox of a channel begins. */
  int mailbox(int channel) {
    return mailbox[channel];
  }

  /** The message that stands for an instruction of a worker. */
  int message(int worker, int instruction) {
    return firstInstruction[worker] + instruction + 1;
  }

  /** Who sent a message. */
  int sender(int message) {
    return senders[message];
  }

  /** Which instruction of its sender a message is. */
  int instruction(int message) {
    return message - 1 - firstInstruction[senders[message]];
  }
}
