package lockstep.node.report;

import java.util.List;

/**
 * A section of the page.
 *
 * @param id by which links find it
 * @param lead what to look for, in a sentence or two
 */
public record Section(String id, String title, String lead, List<Block> blocks) {
  public Section {
    blocks = List.copyOf(blocks);
  }
}
