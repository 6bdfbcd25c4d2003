package lockstep.engine.proof;

import java.util.List;
import lockstep.engine.TaskNeeds.Need;

/** One thing that a worker does about resources. The channel says with whom: the owner of a resource, or of all. */
sealed interface Instruction {

  /** No channel: what concerns nobody else. */
  int NOBODY = -1;

  int channel();

  /** Whether a worker may be busy with other things before it: what an actor does up to here is one step. */
  boolean pauses();

  /**
   * Asks for resources, and goes on with the next instruction when it has them.
   *
   * @param waits whether it waits when they are not free; otherwise it goes on at {@code refused}
   * @param patient whether it waits for ever; otherwise it may go on at {@code refused} instead, when {@link Impatience} says so
   * @param refused where it goes on when it gets nothing
   */
  record Claim(int channel, List<Need> needs, boolean waits, boolean patient, int refused, boolean pauses)
      implements Instruction {

    public Claim {
      needs = List.copyOf(needs);
    }
  }

  /** What ends with an instruction. */
  enum Ending {
    NOTHING,
    TASK,
    ATTEMPT
  }

  /**
   * Gives back what is held and adds permits, then goes on at {@code next}.
   *
   * @param needs what is given back; permits that were taken only when the task gives up
   * @param puts resources that get a permit more
   */
  record Free(int channel, List<Need> needs, List<Integer> puts, int next, Ending ending, boolean pauses)
      implements Instruction {

    public Free {
      needs = List.copyOf(needs);
      puts = List.copyOf(puts);
    }
  }
}
