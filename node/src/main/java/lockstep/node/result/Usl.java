package lockstep.node.result;

import java.util.Optional;
import lockstep.node.analysis.UslFit;

/**
 * The Universal Scalability Law, fitted: see {@link UslFit.Fitted}.
 *
 * @param lambda throughput at 1
 * @param sigma contention: the share of the work that is done one after the other
 * @param kappa coherence: what each pair of performers costs
 * @param peak where the throughput is highest; empty when it grows for ever, since kappa is at its bound
 * @param sigmaAtBound whether the best fit would have a sigma outside of [0, 1]
 * @param kappaAtBound whether the best fit would have a kappa below 0
 * @param deviation about the relative error of one fork
 */
public record Usl(
    Estimated lambda,
    Estimated sigma,
    Estimated kappa,
    Optional<Estimated> peak,
    boolean sigmaAtBound,
    boolean kappaAtBound,
    double deviation) {

  static Usl of(UslFit.Fitted fitted) {
    return new Usl(
        Estimated.of(fitted.lambda()),
        Estimated.of(fitted.sigma()),
        Estimated.of(fitted.kappa()),
        Double.isFinite(fitted.peak().estimate()) ? Optional.of(Estimated.of(fitted.peak())) : Optional.empty(),
        fitted.sigmaAtBound(),
        fitted.kappaAtBound(),
        fitted.deviation());
  }
}
