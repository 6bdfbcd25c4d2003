package lockstep.engine.proof;

import java.util.List;
import lockstep.engine.Policy;
import lockstep.engine.proof.Instruction.Claim;
import lockstep.engine.proof.Instruction.Ending;
import lockstep.engine.proof.Instruction.Free;
import lockstep.engine.proof.Situation.Phase;

/**
 * The abstract machine: workers that perform their programs for ever, and resources that they get by a medium. A state is a few words
 * of 64 bits; from each state the machine makes some steps, of which a scheduler chooses one. Time does not pass: a pause, a timeout
 * or a message under way may take however long.
 *
 * <p>Steps of locks are single operations. A step of an actor is one message, with all that is sent in answer to it up to where the
 * worker may be busy: before a task, and before what it holds is given back.
 *
 * <p>Used by one thread at a time.
 */
final class Machine {

  /** What a step of an actor is. */
  enum Grain {
    /** One message with what is sent in answer. */
    MESSAGE,
    /**
     * As {@link #MESSAGE}, without steps that only come in another order (a persistent set of one step; Godefroid, "Partial-order
     * methods for the verification of concurrent systems", LNCS 1032, 1996). In one JVM the order of messages is decided when they are
     * sent, so they arrive at once. Over a network it is decided when they arrive, so they are sent at once.
     */
    REDUCED,
    /** One send; in one JVM messages arrive at once. What traces are held against, which tell each send by itself. */
    FINE
  }

  /** The most workers. */
  static final int MOST_WORKERS = 63;

  /** The most groups that are scheduled fairly. */
  static final int MOST_GROUPS = 64;

  private final Workload workload;
  private final Medium medium;
  private final Grain grain;
  private final List<Program> programs;
  private final Situation situation;
  private final Mailboxes mailboxes;
  private final Impatience impatience;
  private final long[] after;
  private boolean commits;

  /**
   * The machine of a workload.
   *
   * @throws OutOfBounds when it has too many workers
   */
  Machine(Workload workload, Medium medium, Grain grain) {
    if (workload.workers().size() > MOST_WORKERS) {
      throw new OutOfBounds("there are more than " + MOST_WORKERS + " workers");
    }
    this.workload = workload;
    this.medium = medium;
    this.grain = grain;
    this.programs = workload.workers().stream().map(worker -> Program.of(workload, worker)).toList();
    this.situation = new Situation(workload, programs, medium);
    this.mailboxes = situation.mailboxes();
    this.impatience = new Impatience(workload.policy(), medium, programs, situation);
    this.after = new long[situation.words()];
  }

  Workload workload() {
    return workload;
  }

  Medium medium() {
    return medium;
  }

  List<Program> programs() {
    return programs;
  }

  /** How many words a state has. */
  int words() {
    return situation.words();
  }

  /** How many groups are scheduled fairly; more than {@link #MOST_GROUPS} cannot be told apart. */
  int groups() {
    return medium.sends() ? deliveries(mailboxes.channels(), 0) : programs.size();
  }

  /** The state in which every worker is about to begin. */
  long[] first() {
    long[] first = new long[words()];
    new Situation(workload, programs, medium).pack(first);
    return first;
  }

  /** A view of a state, for those who tell of it; valid until the next use of the machine. */
  Situation view(long[] state) {
    situation.open(state);
    return situation;
  }

  /** Makes every step that is possible from a state, or those of them that matter. */
  void steps(long[] state, Steps out) {
    situation.open(state);
    if (grain != Grain.MESSAGE && medium.sends() && onlyStep(out)) {
      return;
    }
    for (int worker = 0; worker < programs.size(); worker++) {
      step(worker, out);
    }
    for (int channel = 0; medium.sends() && channel < mailboxes.channels(); channel++) {
      for (int n = 0; n < mailboxes.room(channel); n++) {
        if (mailboxes.isNext(channel, n)) {
          deliver(channel, n, out);
        }
      }
    }
  }

  /** The groups that have a step from a state of a machine that sends messages, as bits. */
  long enabled(long[] state) {
    situation.open(state);
    long enabled = 0;
    for (int worker = 0; worker < programs.size(); worker++) {
      enabled |=
          switch (situation.phase(worker)) {
            case READY, GRANTED, REFUSED -> 1L << worker;
            case QUEUED -> impatience.mayGiveUp(worker) ? 1L << worker : 0;
            case ASKED -> 0;
          };
    }
    for (int channel = 0; channel < mailboxes.channels(); channel++) {
      for (int n = 0; n < mailboxes.room(channel); n++) {
        if (mailboxes.isNext(channel, n)) {
          enabled |= 1L << deliveries(channel, mailboxes.senderAt(channel, n));
        }
      }
    }
    return enabled;
  }

  private int deliveries(int channel, int worker) {
    return programs.size() + (medium == Medium.MESSAGES ? channel : channel * programs.size() + worker);
  }

  /** Makes a step that changes nothing for any other step, if there is one. */
  private boolean onlyStep(Steps out) {
    if (medium == Medium.MESSAGES) {
      for (int channel = 0; channel < mailboxes.channels(); channel++) {
        if (mailboxes.isNext(channel, 0) && !situation.hasImpatient(channel)) {
          deliver(channel, 0, out);
          return true;
        }
      }
      return false;
    }
    for (int worker = 0; worker < programs.size() && grain == Grain.REDUCED; worker++) {
      Phase phase = situation.phase(worker);
      boolean alone = situation.instruction(worker, situation.at(worker)).channel() == Instruction.NOBODY;
      if (!alone && phase != Phase.ASKED && phase != Phase.QUEUED) {
        step(worker, out);
        return true;
      }
    }
    return false;
  }

  private void emit(Act act, int worker, int at, int group, Steps out) {
    situation.pack(after);
    situation.reopen();
    boolean committed = commits;
    commits = false;
    out.step(act, worker, at, group, committed, after);
  }

  private void emit(Act act, int worker, int at, Steps out) {
    emit(act, worker, at, worker, out);
  }

  private void step(int worker, Steps out) {
    int at = situation.at(worker);
    switch (situation.phase(worker)) {
      case READY -> {
        switch (situation.instruction(worker, at)) {
          case Claim claim -> claim(worker, at, claim, out);
          case Free free -> {
            free(worker, at, free);
            chain(worker);
            emit(Act.FREES, worker, at, out);
          }
        }
      }
      case QUEUED -> {
        if (impatience.mayGiveUp(worker)) {
          Claim claim = situation.claim(worker);
          situation.dequeue(worker);
          refuse(worker, claim);
          situation.serve(claim.channel());
          emit(Act.LOSES_PATIENCE, worker, at, out);
        }
      }
      case GRANTED -> {
        situation.goTo(worker, at + 1);
        chain(worker);
        emit(Act.GETS, worker, at, out);
      }
      case REFUSED -> {
        situation.goTo(worker, situation.claim(worker).refused());
        chain(worker);
        emit(Act.GIVES_UP, worker, at, out);
      }
      case ASKED -> {}
    }
  }

  private void claim(int worker, int at, Claim claim, Steps out) {
    if (medium.sends()) {
      ask(worker, at);
      emit(Act.ASKS, worker, at, out);
    } else if (situation.isFree(claim, medium == Medium.BARGING_LOCKS)) {
      situation.grant(claim);
      situation.goTo(worker, at + 1);
      emit(Act.TAKES, worker, at, out);
    } else if (!claim.waits()) {
      refuse(worker, claim);
      emit(Act.GIVES_UP, worker, at, out);
    } else if (medium == Medium.FAIR_LOCKS || workload.policy() == Policy.ALL_AT_ONCE) {
      situation.enqueue(worker);
      emit(Act.QUEUES, worker, at, out);
    } else if (impatience.mayGiveUp(worker)) {
      refuse(worker, claim);
      emit(Act.LOSES_PATIENCE, worker, at, out);
    }
  }

  private void refuse(int worker, Claim claim) {
    if (medium.sends()) {
      situation.phase(worker, Phase.REFUSED);
    } else {
      situation.goTo(worker, claim.refused());
    }
  }

  private void ask(int worker, int at) {
    situation.phase(worker, Phase.ASKED);
    mailboxes.send(situation.claim(worker).channel(), worker, at);
  }

  private void free(int worker, int at, Free free) {
    situation.goTo(worker, free.next());
    commits |= free.ending() == Ending.TASK;
    if (medium.sends() && free.channel() != Instruction.NOBODY) {
      mailboxes.send(free.channel(), worker, at);
    } else {
      situation.free(free);
    }
  }

  /** Performs what an actor does in one go. */
  private void chain(int worker) {
    int at = situation.at(worker);
    Instruction next = situation.instruction(worker, at);
    while (medium.sends() && grain != Grain.FINE && !next.pauses() && situation.phase(worker) == Phase.READY) {
      switch (next) {
        case Claim _ -> ask(worker, at);
        case Free free -> free(worker, at, free);
      }
      at = situation.at(worker);
      next = situation.instruction(worker, at);
    }
  }

  private void deliver(int channel, int n, Steps out) {
    int message = mailboxes.take(channel, n);
    int worker = mailboxes.sender(message);
    int at = mailboxes.instruction(message);
    switch (situation.instruction(worker, at)) {
      case Free free -> situation.free(free);
      case Claim claim -> {
        if (situation.isFree(claim, false)) {
          situation.grant(claim);
          situation.phase(worker, Phase.GRANTED);
        } else if (claim.waits()) {
          situation.enqueue(worker);
        } else {
          situation.phase(worker, Phase.REFUSED);
        }
      }
    }
    emit(Act.ARRIVES, worker, at, deliveries(channel, worker), out);
  }
}
