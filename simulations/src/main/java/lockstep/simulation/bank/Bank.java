package lockstep.simulation.bank;

import java.time.Duration;
import java.util.stream.IntStream;
import lockstep.simulation.Cell;
import lockstep.simulation.Cells;
import lockstep.simulation.Draw;
import lockstep.simulation.Findings;
import lockstep.simulation.Held;
import lockstep.simulation.Parameter;
import lockstep.simulation.Pattern;
import lockstep.simulation.Pause;
import lockstep.simulation.Plan;
import lockstep.simulation.Simulation;
import lockstep.simulation.Task;
import lockstep.simulation.TaskModel;
import lockstep.simulation.Zipf;

/**
 * Transfers of whole cents between accounts. Each task takes from one account and gives to one or more others, all held at
 * once. When accounts may be overdrawn, transfers commute. When they may not, a transfer that finds too little on the account that
 * pays changes nothing, and which ones these are depends on the order.
 */
public final class Bank implements Simulation<Bank.Parameters> {

  /** What becomes of a transfer of more than the account has that pays. */
  public enum Overdraft {
    /** It is made, and the account is below 0. */
    ALLOWED,
    /** It is not made. */
    DECLINED
  }

  /** What a scenario can set. */
  public record Parameters(
      @Parameter(byDefault = "1000", min = 2, max = 100_000_000, unit = "accounts", about = "How many accounts there are")
          int accounts,
      @Parameter(byDefault = "50000", min = 1, max = 1e12, unit = "transfers", about = "How many transfers are made")
          long transfers,
      @Parameter(
              byDefault = "0",
              max = 10,
              about = "Exponent of the Zipf distribution that accounts are chosen by; 0 chooses them evenly")
          double skew,
      @Parameter(
              byDefault = "2",
              min = 2,
              max = 16,
              unit = "accounts",
              about = "The most accounts in one transfer; each has from 2 to this many, evenly")
          int perTransfer,
      @Parameter(byDefault = "100000", max = 1e12, unit = "cents", about = "What each account begins with") long opening,
      @Parameter(
              byDefault = "allowed",
              about = "Whether a transfer of more than the account has is made, or declined; then transfers do not commute")
          Overdraft overdraft,
      @Parameter(byDefault = "0s", max = 1e9, about = "Pause between taking one account and the next, spinning") Duration gap,
      @Parameter(byDefault = "0s", max = 1e9, about = "How long a transfer keeps its accounts, spinning") Duration hold) {

    public Parameters {
      if (perTransfer > accounts) {
        throw new IllegalArgumentException(
            "per-transfer must be at most accounts (" + accounts + "), got " + perTransfer);
      }
    }
  }

  @Override
  public String name() {
    return "bank";
  }

  @Override
  public String summary() {
    return "Transfers between accounts, some of them hotter than others; money is conserved";
  }

  @Override
  public Pattern pattern() {
    return Pattern.SEVERAL_AT_ONCE;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public TaskModel model(Parameters p) {
    return new Transfers(
        p.accounts(),
        p.transfers(),
        new Zipf(p.accounts(), p.skew()),
        p.perTransfer(),
        p.opening(),
        p.overdraft(),
        p.gap().toNanos(),
        p.hold().toNanos());
  }

  private record Transfers(
      int resources,
      long tasks,
      Zipf popularity,
      int perTransfer,
      long opening,
      Overdraft overdraft,
      long gapNanos,
      long holdNanos)
      implements TaskModel {

    private static final int LARGEST_GIFT_CENTS = 500;

    @Override
    public boolean commutes() {
      return overdraft == Overdraft.ALLOWED;
    }

    @Override
    public void initialise(int resource, Cell cell) {
      cell.set(0, opening);
    }

    @Override
    public void plan(long i, Draw draw, Plan plan) {
      int accounts = perTransfer == 2 ? 2 : 2 + draw.below(perTransfer - 1);
      plan.arg(0, 1 + draw.below(LARGEST_GIFT_CENTS)).gap(Pause.SPIN, gapNanos).hold(Pause.SPIN, holdNanos);
      int first = popularity.next(draw);
      plan.exclusive(first);
      if (accounts == 2) {
        plan.exclusive(unused(popularity.next(draw), first));
      } else {
        chooseReceivers(draw, plan, first, accounts - 1);
      }
    }

    /** The account itself, or the next one when it is the one that pays. */
    private int unused(int account, int payer) {
      return account == payer ? (account + 1) % resources : account;
    }

    private void chooseReceivers(Draw draw, Plan plan, int payer, int receivers) {
      int[] chosen = new int[receivers + 1];
      chosen[0] = payer;
      for (int n = 1; n <= receivers; n++) {
        int account = popularity.next(draw);
        while (contains(chosen, n, account)) {
          account = (account + 1) % resources;
        }
        chosen[n] = account;
        plan.exclusive(account);
      }
    }

    private static boolean contains(int[] chosen, int length, int account) {
      for (int n = 0; n < length; n++) {
        if (chosen[n] == account) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void update(Task task, Held held) {
      long gift = task.arg(0);
      int receivers = task.needs() - 1;
      if (overdraft == Overdraft.DECLINED && held.get(0, 0) < gift * receivers) {
        return;
      }
      held.add(0, 0, -gift * receivers);
      for (int receiver = 1; receiver <= receivers; receiver++) {
        held.add(receiver, 0, gift);
      }
    }

    @Override
    public void verify(Cells end, long tasks, Findings out) {
      out.equal("money is conserved", opening * resources, end.sum(0));
      if (overdraft == Overdraft.DECLINED) {
        long least = IntStream.range(0, resources).mapToLong(account -> end.get(account, 0)).min().orElseThrow();
        out.check("no account is overdrawn", least >= 0, () -> "found an account with " + least);
      }
    }
  }
}
