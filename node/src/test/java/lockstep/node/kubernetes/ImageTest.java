package lockstep.node.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import lockstep.node.fork.JvmCommand;
import org.junit.jupiter.api.Test;

/** The image that the {@code Containerfile} builds. That its runtime has all modules it needs, {@link BootstrapIT} shows. */
final class ImageTest {

  @Test
  void programIsStartedWithTheFlagsOfEveryOtherOfItsProcesses() throws IOException {
    assertThat(Image.read().flags()).isEqualTo(JvmCommand.flags());
  }

  @Test
  void isNotRootAndHasNoShell() throws IOException {
    Image image = Image.read();

    assertThat(image.user()).isEqualTo("65532:65532");
    assertThat(image.base()).contains("distroless").endsWith(":nonroot");
    assertThat(image.entryPoint().getFirst()).isEqualTo("/java/bin/java");
    assertThat(image.entryPoint()).endsWith("-cp", "/lockstep/lib/*", "lockstep.node.Main");
  }

  @Test
  void remotingFindsTheModuleWithoutWhichItDies() throws IOException {
    assertThat(List.of(Image.read().modules().split(","))).contains("jdk.jfr", "jdk.unsupported").isEqualTo(Arrays.stream(Image.read().modules().split(",")).sorted().toList());
  }
}
