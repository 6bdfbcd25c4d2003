package lockstep.node.source;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import lockstep.node.source.SimulationFileException.Complaint;
import lockstep.simulation.Simulation;
import org.jspecify.annotations.NullMarked;

/** Compiles one file in memory, against the modelling API alone: it can name neither an engine nor what engines are made of. */
final class SimulationCompiler {

  /** The launcher's threads have small stacks; the compiler recurses as deep as expressions nest. */
  private static final long STACK_BYTES = 16L << 20;

  private final String name;
  private final String text;

  SimulationCompiler(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * Compiles the file on a thread of its own.
   *
   * @throws SimulationFileException with the compiler's errors; its warnings are nothing to it
   */
  SimulationClasses compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new SimulationFileException("cannot be compiled: this Java has no compiler, start with a JDK");
    }
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    Optional<CompiledClasses> classes =
        CompletableFuture.supplyAsync(
                () -> compiled(compiler, diagnostics),
                work -> Thread.ofPlatform().name("simulation-compiler").stackSize(STACK_BYTES).start(work))
            .join();
    return SimulationClasses.of(classes.orElseThrow(() -> refusal(diagnostics)).inBase64());
  }

  private Optional<CompiledClasses> compiled(JavaCompiler compiler, DiagnosticCollector<JavaFileObject> diagnostics) {
    try (CompiledClasses classes =
        new CompiledClasses(compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8))) {
      List<String> options =
          List.of(
              "-proc:none",
              "-implicit:none",
              "-nowarn",
              "--release",
              String.valueOf(Runtime.version().feature()),
              "-classpath",
              classPath());
      // What the compiler says when it breaks down itself is of no use to the file's author.
      StringWriter lastWords = new StringWriter();
      boolean done =
          compiler.getTask(lastWords, classes, diagnostics, options, null, List.of(new SourceText(name, text))).call();
      return done ? Optional.of(classes) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modelling API, and the annotations that it carries if the program has them: jars, or folders of classes. */
  private static String classPath() {
    Stream<Path> annotations;
    try {
      annotations = place(NullMarked.class);
    } catch (NoClassDefFoundError e) {
      annotations = Stream.empty();
    }
    return Stream.concat(place(Simulation.class), annotations)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<Path> place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Stream.empty() : Stream.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot find where " + type + " was loaded from", e);
    }
  }

  private SimulationFileException refusal(DiagnosticCollector<JavaFileObject> diagnostics) {
    List<Complaint> complaints = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        complaints.add(complaint(diagnostic));
      }
    }
    complaints.sort(Comparator.comparingInt(Complaint::line));
    return complaints.isEmpty()
        ? new SimulationFileException("is too much for the compiler, which broke down")
        : new SimulationFileException(complaints);
  }

  /** As the compiler shows it, without the place that it begins with. */
  private Complaint complaint(Diagnostic<? extends JavaFileObject> diagnostic) {
    int line = (int) Math.max(0, diagnostic.getLineNumber());
    String shown = diagnostic.toString();
    String place = name + ":" + line + ": ";
    return new Complaint(line, shown.startsWith(place) ? shown.substring(place.length()) : shown);
  }
}
