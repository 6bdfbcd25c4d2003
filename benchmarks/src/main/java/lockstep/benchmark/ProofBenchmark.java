package lockstep.benchmark;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import lockstep.engine.Assignment;
import lockstep.engine.Policy;
import lockstep.engine.proof.Limits;
import lockstep.engine.proof.LockOrder;
import lockstep.engine.proof.Medium;
import lockstep.engine.proof.Proof;
import lockstep.engine.proof.Prover;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to prove what philosophers can come to, the first time in a JVM and later: plans, lock order, states, means. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"})
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class ProofBenchmark {

  @Param("5")
  private int seats;

  @Param({"unordered", "ordered"})
  private String policy = "";

  @Param({"barging-locks", "messages"})
  private String medium = "";

  /** Proves once, in a JVM as the launcher starts it. */
  @Benchmark
  public Proof proof() {
    Assignment table = Assignment.of(Workload.table(seats), Workload.SEED, seats, Policy.named(policy).orElseThrow());
    LockOrder order = LockOrder.of(table);
    Medium by = Medium.valueOf(medium.toUpperCase(Locale.ROOT).replace('-', '_'));
    return Prover.prove(lockstep.engine.proof.Workload.of(table, order), order, by, Limits.USUAL);
  }
}
