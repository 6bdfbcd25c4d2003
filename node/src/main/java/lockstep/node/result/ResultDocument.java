package lockstep.node.result;

import java.util.List;
import java.util.Optional;

/**
 * What a run leaves behind, in {@code result.json}: documented in {@code docs/result.md}, and its form in
 * {@code docs/result.schema.json}.
 *
 * @param schema the version of this form
 * @param run which run it was
 * @param environment the machine and the program
 * @param forks every fork, also those without a measurement
 * @param control one more fork of one of the cells, at the end, to see whether the machine drifted; empty when there is none
 * @param cells what the forks of each cell say together
 * @param scalings how throughput scales over cores, and over workers
 * @param leads who of two engines leads along the parameters that are swept
 * @param estimates what replications say of the statistics of event models
 * @param proofs what can be proved of the cells, beside what their forks did
 * @param expectations what became of each that the scenario states
 * @param verdict what it concludes
 */
public record ResultDocument(
    int schema,
    RunId run,
    Environment environment,
    List<ForkResult> forks,
    Optional<Control> control,
    List<CellResult> cells,
    List<Scaling> scalings,
    List<Lead> leads,
    List<Estimate> estimates,
    List<DeadlockProof> proofs,
    List<ExpectationResult> expectations,
    Verdict verdict) {

  /** The version of the form that this program writes. */
  public static final int SCHEMA = 2;

  /** The document of forks that have been compared and judged, of which nothing was proved. */
  public static ResultDocument of(RunId run, Environment environment, Comparison comparison, Judgement judgement) {
    return of(run, environment, comparison, judgement, List.of());
  }

  /** The document of forks that have been compared and judged, and of what was proved. */
  public static ResultDocument of(
      RunId run, Environment environment, Comparison comparison, Judgement judgement, List<DeadlockProof> proofs) {
    return new ResultDocument(
        SCHEMA,
        run,
        environment,
        comparison.forks(),
        comparison.control(),
        CellResult.of(comparison, environment.cores()),
        Scalings.of(comparison, environment.cores()),
        Leads.of(comparison),
        Estimates.of(comparison),
        proofs,
        judgement.results(),
        Verdict.of(comparison, judgement, proofs));
  }

  /**
   * Which run it was.
   *
   * @param id its time and a few random digits, also the name of its folder
   * @param scenario the scenario's name
   * @param seed the scenario's first seed
   * @param continues the id of the interrupted run of which it has the first forks; empty when it has performed all
   */
  public record RunId(String id, String scenario, long seed, Optional<String> continues) {

    /** A run that has performed all its forks. */
    public RunId(String id, String scenario, long seed) {
      this(id, scenario, seed, Optional.empty());
    }
  }

  public ResultDocument {
    forks = List.copyOf(forks);
    cells = List.copyOf(cells);
    scalings = List.copyOf(scalings);
    leads = List.copyOf(leads);
    estimates = List.copyOf(estimates);
    proofs = List.copyOf(proofs);
    expectations = List.copyOf(expectations);
  }
}
