package lockstep.simulation.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.simulation.Mode;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Rehearsal;
import lockstep.simulation.TaskModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BankTest {

  private static TaskModel bank(String... settings) {
    Map<String, String> values = new HashMap<>(Map.of("transfers", "500"));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      values.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new Bank().model(ParameterSpec.bind(Bank.Parameters.class, values));
  }

  @ParameterizedTest(name = "{0} accounts, skew {1}, up to {2} per transfer, seed {3}")
  @CsvSource({"2, 0, 2, 1", "2, 10, 2, 2", "3, .99, 3, 3", "16, 10, 16, 4", "1000, 0, 2, 5", "1000, .99, 8, 6"})
  void transfersTakeDifferentAccountsExclusivelyInRange(int accounts, double skew, int perTransfer, long seed) {
    Rehearsal bank =
        new Rehearsal(bank("accounts=" + accounts, "skew=" + skew, "per-transfer=" + perTransfer), seed);
    Set<Integer> sizes = new HashSet<>();
    for (long i = 0; i < 500; i++) {
      Rehearsal.PlanRecord plan = bank.plan(i);
      assertThat(plan.resources()).doesNotHaveDuplicates().allMatch(account -> account >= 0 && account < accounts);
      assertThat(plan.modes()).containsOnly(Mode.EXCLUSIVE);
      assertThat(plan.arg(0)).isBetween(1L, 500L);
      sizes.add(plan.needs());
    }
    assertThat(sizes).hasSize(perTransfer - 1).allMatch(size -> size >= 2 && size <= perTransfer);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void moneyIsConservedWhateverTheOrder(long seed) {
    TaskModel model = bank("accounts=10", "per-transfer=4", "opening=1000");
    Rehearsal forward = new Rehearsal(model, seed).performAll();
    Rehearsal backward = new Rehearsal(model, seed);
    for (long i = model.tasks() - 1; i >= 0; i--) {
      backward.perform(i);
    }
    assertThat(forward.broken()).isEmpty();
    for (int account = 0; account < 10; account++) {
      assertThat(backward.end().get(account, 0)).isEqualTo(forward.end().get(account, 0));
    }
    assertThat(forward.end().get(0, 0)).isNotEqualTo(1000);
  }

  @Test
  void aLostCentIsFound() {
    Rehearsal bank = new Rehearsal(bank("accounts=5", "opening=100"), 1).performAll();
    bank.corrupt(3, 0, bank.end().get(3, 0) - 1);
    assertThat(bank.broken()).containsExactly(Map.entry("money is conserved", "expected 500, found 499"));
  }

  /** Plays the bank by hand, and counts what it declines. */
  @ParameterizedTest(name = "skew {0}, up to {1} per transfer, seed {2}")
  @CsvSource({"0, 2, 1", ".99, 2, 2", "0, 5, 3"})
  void transfersOfMoreThanTheAccountHasAreDeclinedAndTheOthersMade(double skew, int perTransfer, long seed) {
    TaskModel model =
        bank("accounts=10", "opening=1000", "overdraft=declined", "skew=" + skew, "per-transfer=" + perTransfer);
    Rehearsal bank = new Rehearsal(model, seed);
    int declined = 0;
    for (long i = 0; i < model.tasks(); i++) {
      Rehearsal.PlanRecord plan = bank.plan(i);
      int payer = plan.resource(0);
      long before = bank.end().get(payer, 0);
      long wanted = plan.arg(0) * (plan.needs() - 1);
      bank.perform(i);
      assertThat(bank.end().get(payer, 0)).isEqualTo(before < wanted ? before : before - wanted);
      declined += before < wanted ? 1 : 0;
    }
    assertThat(declined).isBetween(20, 480);
    assertThat(bank.broken()).isEmpty();
  }

  @Test
  void anOverdrawnAccountIsFoundWhereItIsDeclinedAndOnlyThere() {
    for (String overdraft : List.of("allowed", "declined")) {
      Rehearsal bank = new Rehearsal(bank("accounts=3", "opening=100", "overdraft=" + overdraft), 1);
      bank.corrupt(0, 0, 201);
      bank.corrupt(1, 0, -1);
      Map<String, String> found = Map.of("no account is overdrawn", "found an account with -1");
      assertThat(bank.broken()).isEqualTo(overdraft.equals("allowed") ? Map.of() : found);
    }
  }

  @Test
  void pausesAreSpunAsGiven() {
    assertThat(new Rehearsal(bank("gap=3us", "hold=5us"), 1).plan(0).pauses())
        .containsExactly("gap SPIN 3000", "hold SPIN 5000");
    assertThat(new Rehearsal(bank(), 1).plan(0).pauses()).isEqualTo(List.of());
  }

  @Test
  void rejectsMoreAccountsPerTransferThanThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bank("accounts=3", "per-transfer=4"))
        .withMessage("per-transfer must be at most accounts (3), got 4");
  }
}
