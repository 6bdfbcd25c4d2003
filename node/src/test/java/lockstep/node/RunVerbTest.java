package lockstep.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.engine.instrument.CpuPressure;
import lockstep.engine.instrument.CpuTimes;
import lockstep.engine.instrument.LoadAverage;
import lockstep.engine.instrument.MachineState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is told of the machine before a run begins. The runs are refused then, as their results cannot be written. */
final class RunVerbTest {

  private static final double BUSY = 1e3;

  @TempDir Path folder;

  private static MachineState machine(double load, double pressure) {
    return new MachineState(
        0, Optional.of(new LoadAverage(load, load, load)), Optional.of(new CpuPressure(pressure, 0)), new CpuTimes(Map.of()), Optional.empty());
  }

  /** What is said of the machine on standard error. */
  private List<String> told(MachineState machine, String method, String... options) throws IOException {
    Path scenario =
        Files.writeString(
            folder.resolve("bank.conf"),
            "lockstep.schema = 1\nname = bank\ntitle = \"a bank\"\nsimulation = bank\nengines = [sequential]\n" + method + "\n");
    Path noFolder = Files.writeString(folder.resolve("file"), "no folder");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(nowhere, new PrintStream(err, true, StandardCharsets.UTF_8), Map.of());
    String[] arguments =
        Stream.concat(Stream.of(scenario.toString(), "--out", noFolder.toString()), Stream.of(options)).toArray(String[]::new);
    new CommandLine(new RunVerb(terminal, () -> machine)).setErr(terminal.errWriter()).execute(arguments);
    return err.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("not quiet")).toList();
  }

  @Test
  void loadedMachineIsWarnedOfBeforeAnythingIsMeasured() throws IOException {
    assertThat(told(machine(BUSY, 0.5), "iteration = 500ms"))
        .singleElement()
        .asString()
        .startsWith("lockstep: the machine is not quiet: load average 1000.00 on ")
        .endsWith(" cores, threads waited for a core in 50 % of the last 10 s; end what else runs, or trust no figure");
  }

  @Test
  void quietMachineIsNotWarnedOf() throws IOException {
    assertThat(told(machine(0, 0), "iteration = 500ms")).isEmpty();
  }

  @Test
  void nobodyIsWarnedWhoAsksForNoSteadyStateOrForQuiet() throws IOException {
    assertThat(told(machine(BUSY, 0.5), "measure = 500ms")).isEmpty();
    assertThat(told(machine(BUSY, 0.5), "iteration = 500ms", "--quiet")).isEmpty();
  }
}
