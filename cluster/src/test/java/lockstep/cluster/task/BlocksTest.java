package lockstep.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BlocksTest {

  @Test
  void blocksAreNeighboursCoverAllAndDifferByOneAtMost() {
    for (int resources = 1; resources <= 40; resources++) {
      for (int count = 1; count <= resources; count++) {
        Blocks blocks = new Blocks(resources, count);
        int next = 0;
        for (int block = 0; block < count; block++) {
          assertThat(blocks.first(block)).as("%s, block %d", blocks, block).isEqualTo(next);
          assertThat(blocks.size(block)).isBetween(resources / count, Math.ceilDiv(resources, count));
          int end = next + blocks.size(block);
          assertThat(IntStream.range(next, end).map(blocks::of)).as("%s", blocks).containsOnly(block);
          next = end;
        }
        assertThat(next).isEqualTo(resources);
      }
    }
  }

  @Test
  void thereIsNeverMoreThanABlockForEachResource() {
    assertThat(Blocks.atMost(1024, 5)).isEqualTo(new Blocks(5, 5));
    assertThat(Blocks.atMost(3, 5)).isEqualTo(new Blocks(5, 3));
    assertThat(Blocks.atMost(3, 0)).isEqualTo(new Blocks(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Blocks(5, 6));
    assertThatIllegalArgumentException().isThrownBy(() -> new Blocks(5, 0));
  }

  @Test
  void resourcesAsManyAsIdsReachFallIntoTheirBlocks() {
    Blocks blocks = new Blocks(Integer.MAX_VALUE, 1_000_000_007);
    assertThat(blocks.of(Integer.MAX_VALUE - 1)).isEqualTo(1_000_000_006);
    assertThat(blocks.first(1_000_000_007)).isEqualTo(Integer.MAX_VALUE);
  }
}
