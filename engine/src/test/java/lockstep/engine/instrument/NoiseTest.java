package lockstep.engine.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import lockstep.engine.instrument.Noise.State;
import lockstep.engine.instrument.Observation.Spent;
import org.junit.jupiter.api.Test;

/** Judging a machine by snapshots made up for it: two CPUs, ten seconds. */
final class NoiseTest {

  private static final long SECOND = 1_000_000_000;
  private static final ThreadCost UNDISTURBED = new ThreadCost(0, 0, 96, 4, 0);
  private static final long RESOLUTION = 40_000_000;

  private static Spent spent(long othersNanos, long stolenNanos, long periods, long throttledNanos, ThreadCost threads) {
    return new Spent(
        new ProcessCost(
            10 * SECOND,
            Optional.of(new CpuUse(threads.workNanos(), 0, 0, 0)),
            OptionalLong.empty(),
            0,
            Optional.of(threads)),
        new MachineCost(
            10 * SECOND,
            2,
            OptionalLong.of(othersNanos),
            OptionalLong.of(stolenNanos),
            OptionalLong.empty(),
            periods,
            throttledNanos));
  }

  private static MachineState machine(double load, double pressure) {
    return new MachineState(
        0,
        Optional.of(new LoadAverage(load, 9, 9)),
        Optional.of(new CpuPressure(pressure, 0)),
        new CpuTimes(Map.of()),
        Optional.of(new CpuLimit(OptionalDouble.empty(), 7, 7)));
  }

  @Test
  void nothingBeyondItsBoundIsQuiet() {
    assertThat(Noise.during(spent(RESOLUTION + 600_000_000, RESOLUTION + 200_000_000, 0, 0, UNDISTURBED), false))
        .isEqualTo(new Noise(State.QUIET, List.of()));
    assertThat(Noise.during(spent(-5_000_000, 0, 0, 0, UNDISTURBED), false).state()).isEqualTo(State.QUIET);
  }

  @Test
  void otherProcessesOnTheCoresAreNoise() {
    Noise noise = Noise.during(spent(RESOLUTION + 5 * SECOND, 0, 0, 0, UNDISTURBED), false);

    assertThat(noise.state()).isEqualTo(State.NOISY);
    assertThat(noise.reasons()).containsExactly("other processes used at least 25 % of the cores");
    assertThat(Noise.during(spent(RESOLUTION + 610_000_000, 0, 0, 0, UNDISTURBED), false).state()).isEqualTo(State.NOISY);
  }

  @Test
  void stolenTimeIsNoise() {
    assertThat(Noise.during(spent(0, RESOLUTION + 2 * SECOND, 0, 0, UNDISTURBED), false).reasons())
        .containsExactly("at least 10 % of the cores were stolen by the host");
  }

  @Test
  void waitingForACoreIsNoiseUnlessThereAreMoreThreadsThanCores() {
    Spent delayed = spent(0, 0, 0, 0, new ThreadCost(0, 0, 80, 20, 0));

    assertThat(Noise.during(delayed, false).reasons())
        .containsExactly("threads received 80 % of the CPU that they could have used");
    assertThat(Noise.during(delayed, true).state()).isEqualTo(State.QUIET);
  }

  @Test
  void allThatDisturbedIsTold() {
    assertThat(Noise.during(spent(9 * SECOND, SECOND, 0, 0, new ThreadCost(0, 0, 1, 1, 0)), false).reasons()).hasSize(3);
  }

  @Test
  void oneThrottledPeriodIsThrottledWhateverElseIsQuiet() {
    Noise noise = Noise.during(spent(0, 0, 1, 2_500_000, UNDISTURBED), true);

    assertThat(noise.state()).isEqualTo(State.THROTTLED);
    assertThat(noise.reasons()).containsExactly("throttled in 1 periods, for 2.5 ms");
  }

  @Test
  void systemThatDoesNotTellIsUnknownAndNotQuiet() {
    MachineCost silent = new MachineCost(SECOND, 0, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 0, 0);
    ProcessCost own = new ProcessCost(SECOND, Optional.empty(), OptionalLong.empty(), 0, Optional.empty());

    assertThat(Noise.during(new Spent(own, silent), false).state()).isEqualTo(State.UNKNOWN);
    assertThat(
            Noise.before(new MachineState(0, Optional.empty(), Optional.empty(), new CpuTimes(Map.of()), Optional.empty()), 2)
                .state())
        .isEqualTo(State.UNKNOWN);
  }

  @Test
  void loadAndPressureBeforeARunAreNoise() {
    assertThat(Noise.before(machine(1.0, 0.05), 2).state()).isEqualTo(State.QUIET);
    assertThat(Noise.before(machine(1.5, 0.05), 2).reasons()).containsExactly("load average 1.50 on 2 cores");
    assertThat(Noise.before(machine(1.0, 0.4), 2).reasons()).containsExactly("threads waited for a core in 40 % of the last 10 s");
  }
}
