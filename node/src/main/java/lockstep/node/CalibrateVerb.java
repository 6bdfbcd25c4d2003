package lockstep.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lockstep.engine.instrument.Affinity;
import lockstep.engine.instrument.MachineState;
import lockstep.engine.instrument.Noise;
import lockstep.node.calibrate.Calibration;
import lockstep.node.calibrate.CalibrationProcess;
import lockstep.node.calibrate.CalibrationReport;
import lockstep.node.fork.Json;
import lockstep.node.result.ExitCode;
import lockstep.node.run.Refusal;
import lockstep.node.terminal.CalibrationTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code calibrate}: tries the instruments on work of which the answer is known. */
@Command(
    name = "calibrate",
    description = {
      "Try the instruments on this machine, on work of which the answer is known, and print each figure beside it.",
      "Takes some 40 seconds; nothing else should run meanwhile.",
      "Ends with 0 when they agree, 12 when one differs, 11 when the machine was not quiet."
    },
    footer = {"", "Example:", "  ./lockstep calibrate"})
final class CalibrateVerb implements Callable<Integer> {

  @Option(names = "--json", description = "Print all figures as JSON on standard output, and nothing else there.")
  private boolean json;

  private final Terminal terminal;

  CalibrateVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    int cores = Affinity.allowed().map(List::size).orElse(Runtime.getRuntime().availableProcessors());
    Noise before = Noise.before(MachineState.now(), cores);
    List<Calibration> calibrations = new ArrayList<>();
    print(List.of(CalibrationTable.titles()));
    try (CalibrationProcess process = CalibrationProcess.start()) {
      process.await(
          calibration -> {
            calibrations.add(calibration);
            print(CalibrationTable.lines(calibration));
          });
    } catch (IOException e) {
      throw new Refusal(ExitCode.UNAVAILABLE, "the JVM that tries the instruments: " + e.getMessage(), e);
    }
    CalibrationReport report = new CalibrationReport(cores, before, calibrations);
    if (json) {
      terminal.out().print(Json.pretty(report));
    }
    print(List.of("", report.sentence()));
    return report.agreement().exitCode().code();
  }

  /** At once: the next line may be seconds away. */
  private void print(List<String> lines) {
    if (!json) {
      lines.forEach(terminal.out()::println);
      terminal.out().flush();
    }
  }
}
