package lockstep.node.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.node.source.SimulationFileException.Complaint;
import lockstep.simulation.Simulation;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulationFileTest {

  @TempDir Path folder;

  /** A class body that makes a simulation of whatever carries it. */
  static final String BODY =
      """
        record P(@Parameter(byDefault = "3", about = "Tasks") int n) {}
        public String name() { return "mine"; }
        public String summary() { return "Does nothing"; }
        public Class<P> parameters() { return P.class; }
        public Model model(P p) {
          return new TaskModel() {
            public long tasks() { return p.n(); }
            public int resources() { return 1; }
            public void plan(long i, Draw draw, Plan plan) { plan.exclusive(0); }
          };
        }
      """;

  static final String IMPORT = "import lockstep.simulation.*;\n";

  private static Simulation<?> load(String text) {
    return SimulationFile.of("Mine.java", text).classes().load();
  }

  private static SimulationFileException refusal(String text) {
    SimulationFileException refusal = Assertions.catchThrowableOfType(SimulationFileException.class, () -> load(text));
    assertThat(refusal).as("the file was accepted").isNotNull();
    return refusal;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public final class Mine implements Simulation<Mine.P> {",
        "class Other implements Simulation<Other.P> {",
        "public record Mine() implements Simulation<Mine.P> {",
        "final class Mine implements Simulation<Mine.P> { private Mine() {}",
        "interface Named {} abstract class Half<R extends Record> implements Simulation<R> {} class Mine extends Half<Mine.P> {"
      })
  void anyTopLevelClassWithAConstructorWithoutArgumentsWillDo(String head) {
    assertThat(load(IMPORT + head + BODY + "}").name()).isEqualTo("mine");
  }

  @Test
  void fileMayDeclareAPackage() {
    Simulation<?> mine = load("package any.where;\n" + IMPORT + "public class Mine implements Simulation<Mine.P> {" + BODY + "}");

    assertThat(mine.getClass().getName()).isEqualTo("any.where.Mine");
  }

  @Test
  void changedCopyOfABuiltInSimulationIsItself() {
    String text = "package lockstep.simulation.counter;\n" + IMPORT + "public class Counter implements Simulation<Counter.P> {" + BODY + "}";

    assertThat(SimulationFile.of("Counter.java", text).classes().load().name()).isEqualTo("mine");
  }

  @Test
  void simulationIsLoadedByALoaderOfItsOwnBelowThatOfTheApi() {
    Simulation<?> mine = load(IMPORT + "class Mine implements Simulation<Mine.P> {" + BODY + "}");

    assertThat(mine.getClass().getClassLoader()).isNotSameAs(Simulation.class.getClassLoader());
    assertThat(mine.getClass().getClassLoader().getParent()).isSameAs(Simulation.class.getClassLoader());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lockstep.engine.Policy", "org.apache.pekko.actor.typed.ActorRef", "lockstep.node.Main", "com.typesafe.config.Config"})
  void fileSeesNothingBeyondTheApi(String name) {
    assertThat(refusal(IMPORT + "class Mine implements Simulation<Mine.P> {" + name + " x;" + BODY + "}").complaints())
        .singleElement()
        .satisfies(complaint -> assertThat(complaint.line()).isEqualTo(2))
        .satisfies(complaint -> assertThat(complaint.message()).startsWith("error: package").contains("does not exist"));
  }

  @Test
  void compilerErrorsAreShownAsTheCompilerShowsThem() {
    assertThat(refusal("class A { int x = \"a\"; }\nclass B {\n  C c; }").complaints())
        .containsExactly(
            new Complaint(
                1,
                """
                error: incompatible types: java.lang.String cannot be converted to int
                class A { int x = "a"; }
                                  ^"""),
            new Complaint(
                3,
                """
                error: cannot find symbol
                  C c; }
                  ^
                  symbol:   class C
                  location: class B"""));
  }

  @Test
  void warningsAreNoErrors() {
    String warned = "@Deprecated class Old {} @SuppressWarnings(\"nonsense\") class Mine implements Simulation<Mine.P> { Old old; "
        + "java.util.List<String> raw = (java.util.List) new java.util.ArrayList();";

    assertThat(load(IMPORT + warned + BODY + "}").name()).isEqualTo("mine");
  }

  @Test
  void oneClassMustBeASimulation() {
    String two = "class A implements Simulation<A.P> {" + BODY + "} class B implements Simulation<B.P> {" + BODY + "}";

    assertThat(refusal("class Mine { class P {} }")).hasMessage(
        "must have one class of its own that implements lockstep.simulation.Simulation, has none");
    assertThat(refusal("")).hasMessageEndingWith("has none");
    assertThat(refusal("package lockstep.simulation; interface Simulation<P> {} class Mine implements Simulation<Object> {}"))
        .hasMessageEndingWith("has none");
    assertThat(refusal(IMPORT + "class Outer { static class Mine implements Simulation<Mine.P> {" + BODY + "} }"))
        .hasMessageEndingWith("has none");
    assertThat(refusal(IMPORT + two)).hasMessageEndingWith("has A and B");
  }

  @Test
  void simulationThatCannotBeBuiltIsRefusedWithTheLine() {
    String head = IMPORT + "class Mine implements Simulation<Mine.P> {\n";

    assertThat(refusal(head + "Mine(int n) {}" + BODY + "}")).hasMessage("Mine must have a constructor without arguments");
    assertThat(refusal(head + "\nMine() { throw new IllegalStateException(\"no\"); }" + BODY + "}"))
        .hasMessage("the constructor of Mine failed: java.lang.IllegalStateException: no (Mine.java:4)");
    assertThat(refusal(head + "static { if (true) throw new IllegalStateException(\"no\"); }" + BODY + "}"))
        .hasMessage("Mine cannot be loaded: java.lang.IllegalStateException: no (Mine.java:3)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"Mine\"", "\"a b\"", "\"../x\""})
  void namesThatAreNoneAreRefused(String name) {
    String body = BODY.replace("\"mine\"", name);

    assertThat(refusal(IMPORT + "class Mine implements Simulation<Mine.P> {" + body + "}"))
        .hasMessage("name() of Mine must be 1 to 64 of a-z, 0-9 and -, got " + name.replace("\"", ""));
  }

  @Test
  void whatASimulationSaysAboutItselfIsChecked() {
    String head = IMPORT + "class Mine implements Simulation<Mine.P> {";

    assertThat(refusal(head + BODY.replace("return P.class", "return null") + "}"))
        .hasMessage("parameters() of Mine must be a record's class, got null");
    assertThat(refusal(head + BODY.replace("\"Does nothing\"", "null") + "}")).hasMessage("summary() of Mine must be one line, got null");
    assertThat(refusal(head + BODY.replace("byDefault = \"3\"", "byDefault = \"x\"") + "}"))
        .hasMessageStartingWith("the default of the parameter n must be a whole number").hasMessageEndingWith("got x");
    assertThat(refusal(head + BODY.replace("@Parameter(byDefault = \"3\", about = \"Tasks\")", "") + "}"))
        .hasMessageContaining("must carry @Parameter");
    assertThat(refusal(head + BODY.replace("return P.class", "throw new StackOverflowError(\"deep\")") + "}"))
        .hasMessageContaining("cannot be asked about itself").hasMessageContaining("deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x ", "(", "class A { ", "/*", "a.b.c<"})
  void mebibyteOfNonsenseIsRefused(String piece) {
    String text = piece.repeat(SimulationFile.LARGEST_BYTES / piece.length());

    assertThat(refusal(text).complaints()).isNotEmpty().hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void filesThatCannotBeReadAreRefused() throws IOException {
    Path large = Files.write(folder.resolve("Large.java"), new byte[SimulationFile.LARGEST_BYTES + 1]);
    Path latin = Files.write(folder.resolve("Latin.java"), new byte[] {'/', '/', (byte) 0xE9, '\n'});
    Path folderLike = Files.createDirectory(folder.resolve("Folder.java"));

    assertThatThrownBy(() -> SimulationFile.read(large)).hasMessage("is larger than a simulation may be, 1 MiB");
    assertThatThrownBy(() -> SimulationFile.read(latin)).hasMessage("is not UTF-8");
    assertThatThrownBy(() -> SimulationFile.read(folderLike)).hasMessage("is a folder, must be a Java file");
    assertThatThrownBy(() -> SimulationFile.read(folder.resolve("None.java"))).hasMessage("there is no such file");
    assertThatThrownBy(() -> SimulationFile.read(folder)).hasMessage("must be a file whose name ends in .java");
  }

  @Test
  void equalTextsGiveEqualClasses() {
    String text = "\uFEFF" + IMPORT + "class Mine implements Simulation<Mine.P> {" + BODY + "}";

    assertThat(SimulationFile.of("Mine.java", text.substring(1))).isEqualTo(SimulationFile.of("Mine.java", text.substring(1)));
  }
}
