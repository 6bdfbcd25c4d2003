package lockstep.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.engine.EngineKind;
import lockstep.node.fork.Engines;
import lockstep.node.source.SimulationFile;
import lockstep.simulation.ParameterSpec;
import lockstep.simulation.Simulation;

/** What {@code new} writes. */
final class Template {

  /** In the Java template, which compiles as it is. */
  private static final String CLASS = "MyThing";

  private static final String NAME = "my-thing";

  private Template() {}

  /** The class of a simulation of that name: {@code my-thing} becomes {@code MyThing}. */
  static String className(String name) {
    return Arrays.stream(name.split("-", -1))
        .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
        .collect(Collectors.joining());
  }

  /**
   * The Java file of a simulation.
   *
   * @param ofEvents whether it has events, not tasks
   */
  static String simulation(String name, boolean ofEvents) {
    return text(folder(ofEvents) + "MyThing.java").replace(CLASS, className(name)).replace(NAME, name);
  }

  /**
   * The file of a scenario.
   *
   * @param ofEvents whether the simulation has events, not tasks
   * @param file of the simulation, as the scenario names it; empty for one of the program's
   */
  static String scenario(String name, Simulation<?> simulation, boolean ofEvents, Optional<String> file) {
    List<ParameterSpec> specs = ParameterSpec.of(simulation.parameters());
    String params =
        specs.stream()
            .map(spec -> "  # " + spec.about() + ": " + spec.rule() + "\n  " + spec.name() + " = " + value(spec) + "\n")
            .collect(Collectors.joining());
    String engines = Engines.ALL.stream().map(EngineKind::name).collect(Collectors.joining(", "));
    String described = file.map(path -> SimulationFile.PREFIX + path).orElse(simulation.name());
    return text(folder(ofEvents) + "scenario.conf")
        .replace("%name%", name)
        .replace("%simulation%", file.isPresent() ? '"' + described + '"' : described)
        .replace("%described%", described)
        .replace("%engines%", engines)
        .replace("%params%", params);
  }

  /** Of a parameter that names a file, nothing is the default, and HOCON has to be told so. */
  private static String value(ParameterSpec spec) {
    return spec.byDefault().isEmpty() ? "\"\"" : spec.byDefault();
  }

  private static String folder(boolean ofEvents) {
    return ofEvents ? "events/" : "";
  }

  private static String text(String resource) {
    try (InputStream in = Template.class.getResourceAsStream("template/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its template " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the template " + resource, e);
    }
  }
}
