package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import lockstep.simulation.TaskModel;

/**
 * An engine that is broken on purpose, to see whether the comparison of work finds it: in one of its classes, some calls go
 * to methods of a saboteur instead.
 *
 * @param broken the name of the class
 * @param saboteur the name of the class that they go to, such as {@link Sabotage}
 * @param astray the calls
 */
public record Mutation(String broken, String saboteur, List<Astray> astray) {

  /**
   * Calls that go astray.
   *
   * @param method in which method of the class
   * @param called the name of what is called
   * @param sabotage where they go: a static method of the saboteur that takes what was called first, unless that was static, and
   *     then its arguments
   */
  public record Astray(String method, String called, String sabotage) {}

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final int WORKERS = 4;

  /** No mutation at all: the control. */
  public static final Mutation NONE = new Mutation("", "", List.of());

  /** A class in which calls go astray. */
  public static Mutation of(String broken, String method, String called, String sabotage) {
    return by(Sabotage.class, broken, method, called, sabotage);
  }

  /** A class in which calls go astray to another saboteur. */
  public static Mutation by(Class<?> saboteur, String broken, String method, String called, String sabotage) {
    return new Mutation(broken, saboteur.getName(), List.of(new Astray(method, called, sabotage)));
  }

  /** This one, and other calls of the same class. */
  public Mutation and(String method, String called, String sabotage) {
    return new Mutation(
        broken, saboteur, Stream.concat(astray.stream(), Stream.of(new Astray(method, called, sabotage))).toList());
  }

  /** What an engine of this mutated kind did, or what it threw. */
  public String perform(String engine, int workers, TaskModel model, long seed) {
    return perform(MutantRun.class, engine, model, workers, seed);
  }

  /**
   * What such a run said.
   *
   * @param run performs an engine, given its name and what else it is to know, and says what came of it
   */
  public String perform(Class<? extends BiFunction<String, Object[], String>> run, String engine, Object... told) {
    MutantLoader loader = new MutantLoader();
    return assertTimeoutPreemptively(LONG_ENOUGH, () -> loader.load(run).apply(engine, told));
  }

  /** Fails unless some round of this mutated engine does other work than a plain loop does. */
  public void assertFound(String engine, TaskModel model, int rounds) {
    int workers = engine.endsWith("SequentialEngine") ? 1 : WORKERS;
    for (int round = 0; round < rounds; round++) {
      String work = perform(engine, workers, model, round);
      assertThat(work).as("%s should do wrong, not fail", this).startsWith("Work[");
      if (!work.equals(Work.reference(model, round).toString())) {
        return;
      }
    }
    throw new AssertionError(this + " was not found on " + engine + " in " + rounds + " rounds");
  }

  /** Loads all of ours anew, apart from models, which both sides know. */
  private final class MutantLoader extends ClassLoader {

    MutantLoader() {
      super(Mutation.class.getClassLoader());
    }

    @SuppressWarnings("unchecked")
    BiFunction<String, Object[], String> load(Class<?> run) throws ReflectiveOperationException {
      return (BiFunction<String, Object[], String>) loadClass(run.getName()).getDeclaredConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("lockstep.") || name.startsWith("lockstep.simulation.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] code = in.readAllBytes();
        byte[] defined = name.equals(broken) ? mutated(code) : code;
        return defineClass(name, defined, 0, defined.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private byte[] mutated(byte[] code) {
    byte[] mutated = code;
    for (Astray calls : astray) {
      mutated = redirected(mutated, calls);
    }
    return mutated;
  }

  private byte[] redirected(byte[] code, Astray calls) {
    int[] hits = new int[1];
    ClassFile file = ClassFile.of();
    ClassTransform redirect =
        ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString(calls.method()),
            (builder, element) -> {
              if (element instanceof InvokeInstruction call && call.name().equalsString(calls.called())) {
                hits[0]++;
                MethodTypeDesc type = call.typeSymbol();
                builder.invokestatic(
                    ClassDesc.of(saboteur),
                    calls.sabotage(),
                    call.opcode() == Opcode.INVOKESTATIC ? type : type.insertParameterTypes(0, call.owner().asSymbol()));
              } else {
                builder.with(element);
              }
            });
    byte[] redirected = file.transformClass(file.parse(code), redirect);
    assertThat(hits[0]).as("calls of %s in %s.%s", calls.called(), broken, calls.method()).isPositive();
    return redirected;
  }

  @Override
  public String toString() {
    return broken.replaceFirst(".*\\.", "") + astray.stream().map(Astray::sabotage).toList();
  }
}
