package lockstep.engine.proof;

import java.util.Arrays;
import java.util.List;
import lockstep.engine.Policy;
import lockstep.engine.TaskNeeds.Need;
import lockstep.engine.proof.Instruction.Claim;
import lockstep.engine.proof.Instruction.Free;
import lockstep.simulation.Mode;

/**
 * One state of the machine, open to be looked at and changed: where each worker is, who waits in which order, what is under way, and
 * who uses what. Used by one thread at a time.
 *
 * <p>Who uses a resource is not part of a packed state, since it follows from where the workers are: it is found again whenever a
 * state is opened.
 */
final class Situation {

  /** What a worker that has come to an instruction waits for. */
  enum Phase {
    /** For nothing: it performs the instruction when its turn comes. */
    READY,
    /** Its request is under way. */
    ASKED,
    /** It waits in line. */
    QUEUED,
    /** It was granted what it asked for, and has not noticed yet. */
    GRANTED,
    /** It was refused what it asked for, and has not noticed yet. */
    REFUSED
  }

  private static final int EXCLUSIVELY = -1;
  private static final Phase[] PHASES = Phase.values();

  private final List<Program> programs;
  private final int workers;
  private final boolean global;
  private final Shape shape;

  // Where the values of each kind begin.
  private final int phases;
  private final int ranks;
  private final int permits;
  private final int mail;
  private final int users;

  private final int[] base;
  private final int[] values;
  private final Mailboxes mailboxes;

  Situation(Workload workload, List<Program> programs, Medium medium) {
    this.programs = programs;
    this.workers = programs.size();
    this.global = workload.policy() == Policy.ALL_AT_ONCE;
    this.shape = new Shape(workload, programs, medium);
    this.phases = shape.phases();
    this.ranks = shape.ranks();
    this.permits = shape.permits();
    this.mail = shape.mail();
    this.users = shape.users();
    this.base = shape.first();
    this.values = base.clone();
    this.mailboxes = new Mailboxes(shape, medium, values);
  }

  /** How many words a packed state has. */
  int words() {
    return shape.layout().words();
  }

  /** Opens a state. */
  void open(long[] packed) {
    shape.layout().unpack(packed, base);
    System.arraycopy(base, 0, values, 0, users);
    findUsers();
    System.arraycopy(values, 0, base, 0, values.length);
  }

  /** Undoes all changes since the state was opened. */
  void reopen() {
    System.arraycopy(base, 0, values, 0, values.length);
  }

  /** Packs the state as it is now. */
  void pack(long[] into) {
    shape.layout().pack(values, into);
  }

  private void findUsers() {
    Arrays.fill(values, users, values.length, 0);
    for (int w = 0; w < workers; w++) {
      Program program = programs.get(w);
      use(program.held().get(at(w)));
      if (phase(w) == Phase.GRANTED) {
        use(program.claim(at(w)).needs());
      }
    }
    for (int at = mail; at < users; at++) {
      if (values[at] != 0 && instruction(values[at]) instanceof Free free) {
        use(free.needs());
      }
    }
  }

  private void use(List<Need> needs) {
    for (int n = 0; n < needs.size(); n++) {
      use(needs.get(n));
    }
  }

  private void use(Need need) {
    switch (need.mode()) {
      case EXCLUSIVE -> values[users + need.resource()] = EXCLUSIVELY;
      case SHARED, PERMIT -> values[users + need.resource()]++;
      case TAKE -> {}
    }
  }

  // Workers

  int workers() {
    return workers;
  }

  /** The number of the instruction that a worker has come to. */
  int at(int worker) {
    return values[worker];
  }

  Instruction instruction(int worker, int at) {
    return programs.get(worker).code().get(at);
  }

  Claim claim(int worker) {
    return programs.get(worker).claim(at(worker));
  }

  Phase phase(int worker) {
    return PHASES[values[phases + worker]];
  }

  void goTo(int worker, int instruction) {
    values[worker] = instruction;
    values[phases + worker] = 0;
  }

  void phase(int worker, Phase phase) {
    values[phases + worker] = phase.ordinal();
  }

  // Resources

  /** Whether a worker that asks now gets what it asks for. */
  boolean isFree(Claim claim, boolean overtakes) {
    return available(claim.needs()) && (global || overtakes || first(claim.channel(), 1) < 0);
  }

  private boolean available(List<Need> needs) {
    for (int n = 0; n < needs.size(); n++) {
      Need need = needs.get(n);
      int using = values[users + need.resource()];
      boolean free =
          switch (need.mode()) {
            case EXCLUSIVE -> using == 0;
            case SHARED -> using >= 0;
            case PERMIT, TAKE -> using + need.permits() <= values[permits + need.resource()];
          };
      if (!free) {
        return false;
      }
    }
    return true;
  }

  /** How many permits a resource has, held ones included. */
  int permits(int resource) {
    return values[permits + resource];
  }

  /** Gives a worker what it asks for. */
  void grant(Claim claim) {
    for (int n = 0; n < claim.needs().size(); n++) {
      Need need = claim.needs().get(n);
      use(need);
      if (need.mode() == Mode.TAKE) {
        values[permits + need.resource()] -= need.permits();
      }
    }
  }

  /** Takes back what a worker gives back, and serves those who wait for it. */
  void free(Free free) {
    for (int n = 0; n < free.needs().size(); n++) {
      Need need = free.needs().get(n);
      switch (need.mode()) {
        case EXCLUSIVE -> values[users + need.resource()] = 0;
        case SHARED, PERMIT -> values[users + need.resource()]--;
        case TAKE -> put(need.resource(), need.permits());
      }
    }
    for (int n = 0; n < free.puts().size(); n++) {
      put(free.puts().get(n), 1);
    }
    if (free.channel() != Instruction.NOBODY) {
      serve(free.channel());
    }
  }

  private void put(int resource, int count) {
    values[permits + resource] += count;
    if (values[permits + resource] > Shape.MOST_PERMITS) {
      throw new OutOfBounds("a counted resource can have more than " + Shape.MOST_PERMITS + " permits");
    }
  }

  // Who waits

  /** Has a worker wait in line. */
  void enqueue(int worker) {
    int channel = claim(worker).channel();
    int rank = 1;
    while (first(channel, rank) >= 0) {
      rank++;
    }
    phase(worker, Phase.QUEUED);
    values[ranks + worker] = rank;
  }

  /** Has a worker wait no more. */
  void dequeue(int worker) {
    int channel = claim(worker).channel();
    int rank = values[ranks + worker];
    values[ranks + worker] = 0;
    for (int w = 0; w < workers; w++) {
      if (values[ranks + w] > rank && claim(w).channel() == channel) {
        values[ranks + w]--;
      }
    }
  }

  /** Serves those who wait: the first only, or, where all is taken at once, whoever can be served. */
  void serve(int channel) {
    int rank = 1;
    for (int w = first(channel, rank); w >= 0; w = first(channel, rank)) {
      if (available(claim(w).needs())) {
        grant(claim(w));
        dequeue(w);
        phase(w, Phase.GRANTED);
        rank = 1;
      } else if (global) {
        rank++;
      } else {
        return;
      }
    }
  }

  /** Who waits in line for a channel at that rank, from 1; below 0 when nobody does. */
  private int first(int channel, int rank) {
    for (int w = 0; w < workers; w++) {
      if (values[ranks + w] == rank && claim(w).channel() == channel) {
        return w;
      }
    }
    return -1;
  }

  /** Whether one of two who wait in line is served before the other. */
  boolean isBefore(int one, int other) {
    return claim(one).channel() == claim(other).channel() && values[ranks + one] < values[ranks + other];
  }

  /** Whether somebody who waits in line for a channel may give up. */
  boolean hasImpatient(int channel) {
    for (int w = 0; w < workers; w++) {
      if (phase(w) == Phase.QUEUED && claim(w).channel() == channel && !claim(w).patient()) {
        return true;
      }
    }
    return false;
  }

  // Messages

  /** Those that are under way. */
  Mailboxes mailboxes() {
    return mailboxes;
  }

  private Instruction instruction(int message) {
    return instruction(mailboxes.sender(message), mailboxes.instruction(message));
  }
}
