package lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house, on the compiled program. Each is proved by small classes that break it. */
final class ArchitectureTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("lockstep");

  @ParameterizedTest
  @ValueSource(strings = {"simulation", "engine", "contrast", "cluster", "node"})
  void everyPartOfTheProgramIsLookedAt(String part) {
    assertThat(PROGRAM).extracting(JavaClass::getPackageName).anyMatch(name -> name.startsWith("lockstep." + part));
  }

  @ParameterizedTest
  @EnumSource
  void programKeepsTheRule(HouseRule rule) {
    rule.rule().check(PROGRAM);
  }

  @ParameterizedTest
  @EnumSource
  void ruleFindsEveryOffence(HouseRule rule) {
    assertThat(rule.offences())
        .isNotEmpty()
        .allSatisfy(
            offence ->
                assertThat(rule.rule().evaluate(new ClassFileImporter().importClasses(offence)).hasViolation())
                    .as("%s, told of %s", rule, List.copyOf(offence))
                    .isTrue());
  }
}
