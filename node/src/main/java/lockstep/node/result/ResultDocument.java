package lockstep.node.result;

import java.util.List;

/**
 * What a run leaves behind, in {@code result.json}: documented in {@code docs/result.md}, and its form in
 * {@code docs/result.schema.json}.
 *
 * @param schema the version of this form
 * @param run which run it was
 * @param environment the machine and the program
 * @param forks every fork, also those without a measurement
 * @param cells what the forks of each cell say together
 * @param scalings how throughput scales over cores, and over workers
 * @param leads who of two engines leads along the parameters that are swept
 * @param estimates what replications say of the statistics of event models
 * @param expectations what became of each that the scenario states
 * @param verdict what it concludes
 */
public record ResultDocument(
    int schema,
    RunId run,
    Environment environment,
    List<ForkResult> forks,
    List<CellResult> cells,
    List<Scaling> scalings,
    List<Lead> leads,
    List<Estimate> estimates,
    List<ExpectationResult> expectations,
    Verdict verdict) {

  /** The version of the form that this program writes. */
  public static final int SCHEMA = 1;

  /** The document of forks that have been compared and judged. */
  public static ResultDocument of(RunId run, Environment environment, Comparison comparison, Judgement judgement) {
    return new ResultDocument(
        SCHEMA,
        run,
        environment,
        comparison.forks(),
        CellResult.of(comparison, environment.cores()),
        Scalings.of(comparison, environment.cores()),
        Leads.of(comparison),
        Estimates.of(comparison),
        judgement.results(),
        Verdict.of(comparison, judgement));
  }

  /**
   * Which run it was.
   *
   * @param id its time and a few random digits, also the name of its folder
   * @param scenario the scenario's name
   * @param seed the scenario's first seed
   */
  public record RunId(String id, String scenario, long seed) {}

  public ResultDocument {
    forks = List.copyOf(forks);
    cells = List.copyOf(cells);
    scalings = List.copyOf(scalings);
    leads = List.copyOf(leads);
    estimates = List.copyOf(estimates);
    expectations = List.copyOf(expectations);
  }
}
