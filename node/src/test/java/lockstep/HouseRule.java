package lockstep;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import lockstep.cluster.ClusterOffence;
import lockstep.contrast.ContrastOffence;
import lockstep.engine.EngineOffence;
import lockstep.offence.Offence;
import lockstep.offence.east.East;
import lockstep.offence.west.West;
import lockstep.simulation.SimulationOffence;

/** What holds of every class of the program, each with the smallest classes that break it. */
@SuppressWarnings("ImmutableEnumChecker") // Rules are not declared immutable, but nobody changes them.
enum HouseRule {
  ARROWS_POINT_DOWN(
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("simulation")
          .definedBy("lockstep.simulation..")
          .layer("engine")
          .definedBy("lockstep.engine..")
          .layer("contrast")
          .definedBy("lockstep.contrast..")
          .layer("cluster")
          .definedBy("lockstep.cluster..")
          .layer("node")
          .definedBy("lockstep.node..")
          .whereLayer("simulation")
          .mayNotAccessAnyLayer()
          .whereLayer("engine")
          .mayOnlyAccessLayers("simulation")
          .whereLayer("contrast")
          .mayOnlyAccessLayers("simulation", "engine")
          .whereLayer("cluster")
          .mayOnlyAccessLayers("simulation", "engine"),
      SimulationOffence.SeesEngine.class,
      EngineOffence.SeesContrast.class,
      EngineOffence.SeesNode.class,
      ContrastOffence.SeesCluster.class,
      ContrastOffence.SeesNode.class,
      ClusterOffence.SeesContrast.class),

  CONTRAST_NEVER_SEES_PEKKO(
      noClasses().that().resideInAPackage("lockstep.contrast..").should().dependOnClassesThat().resideInAPackage("org.apache.pekko.."),
      ContrastOffence.SeesPekko.class),

  CLUSTER_NEVER_SEES_LOCKS(
      noClasses()
          .that()
          .resideInAPackage("lockstep.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent.locks.."),
      ClusterOffence.SeesLocks.class),

  SIMULATIONS_NEED_ONLY_PURE_PARTS_OF_THE_LANGUAGE(
      classes()
          .that()
          .resideInAPackage("lockstep.simulation..")
          .should()
          .onlyDependOnClassesThat(
              are(
                  resideInAnyPackage(
                          "lockstep..",
                          "java.lang",
                          "java.lang.annotation",
                          "java.lang.invoke",
                          "java.lang.reflect",
                          "java.lang.runtime",
                          "java.math",
                          "java.time",
                          "java.util",
                          "java.util.function",
                          "java.util.regex",
                          "java.util.stream",
                          "org.jspecify.annotations")
                      .and(
                          describe(
                              "neither threads, processes, timers nor random numbers of their own",
                              type -> Purity.IMPURE.stream().noneMatch(type::isEquivalentTo))))),
      SimulationOffence.UsesConcurrency.class,
      SimulationOffence.UsesFiles.class,
      SimulationOffence.UsesRandom.class,
      SimulationOffence.UsesThread.class),

  SIMULATIONS_ARE_THE_SAME_EVERYWHERE(
      noClasses().that().resideInAPackage("lockstep.simulation..").should().accessTargetWhere(describe("the result depends on when, where or how often", Purity::isImpure)),
      SimulationOffence.ReadsMillis.class,
      SimulationOffence.ReadsNanos.class,
      SimulationOffence.ReadsInstant.class,
      SimulationOffence.Prints.class,
      SimulationOffence.UsesMathRandom.class,
      SimulationOffence.UsesMathLog.class,
      SimulationOffence.RefersToMathSine.class),

  ONLY_SCENARIOS_AND_SETTINGS_READ_HOCON(
      noClasses()
          .that()
          .resideOutsideOfPackage("lockstep.node.scenario..")
          .and()
          .doNotHaveFullyQualifiedName("lockstep.cluster.ActorHost")
          .and()
          .doNotHaveFullyQualifiedName("lockstep.cluster.node.NodeSystem")
          .and()
          .doNotHaveFullyQualifiedName("lockstep.cluster.node.SameVersion")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe.config.."),
      Offence.ReadsHocon.class),

  NAMES_SAY_WHAT_A_CLASS_IS(
      noClasses().should().haveNameMatching(".*[.$](\\w*(Impl|Utils?|Helper|Manager)|(Abstract|Base)[A-Z]\\w*)"),
      Offence.ThingImpl.class,
      Offence.ThingUtil.class,
      Offence.ThingUtils.class,
      Offence.ThingHelper.class,
      Offence.ThingManager.class,
      Offence.AbstractThing.class,
      Offence.BaseThing.class),

  CONCRETE_CLASSES_ARE_FINAL(
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotAnonymousClasses()
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .should()
          .haveModifier(JavaModifier.FINAL),
      Offence.Extensible.class),

  STATICS_NEVER_CHANGE(fields().that().areStatic().should().beFinal(), Offence.Counting.class),

  NOTHING_READS_OR_WRITES_OBJECTS(
      noClasses().should().dependOnClassesThat().belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class),
      Offence.ReadsObjects.class,
      Offence.WritesObjects.class),

  ONLY_FAILURES_AND_ENUMS_ARE_SERIALIZABLE(
      classes().that().areAssignableTo(Serializable.class).should().beAssignableTo(Throwable.class).orShould().beEnums(),
      Offence.Frozen.class),

  PACKAGES_FORM_NO_CYCLES(slices().matching("lockstep.(**)").should().beFreeOfCycles(), Set.of(East.class, West.class));

  private final ArchRule rule;
  private final List<Set<Class<?>>> offences;

  HouseRule(ArchRule rule, Class<?>... offences) {
    this.rule = rule;
    this.offences = Arrays.stream(offences).<Set<Class<?>>>map(Set::of).toList();
  }

  HouseRule(ArchRule rule, Set<Class<?>> offence) {
    this.rule = rule;
    this.offences = List.of(offence);
  }

  ArchRule rule() {
    return rule;
  }

  /** Each breaks the rule on its own. */
  List<Set<Class<?>>> offences() {
    return offences;
  }
}
