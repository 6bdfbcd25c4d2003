package lockstep.node.report;

import java.util.List;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.Verdict;

/**
 * What the page shows.
 *
 * @param facts what was run and on what, by name
 */
public record Page(ResultDocument.RunId run, Verdict verdict, List<Fact> facts, List<Warning> warnings, List<Section> sections) {

  /** A fact and its name. */
  public record Fact(String name, String value) {}

  /**
   * Something to know before trusting a figure.
   *
   * @param remedy what to do about it
   */
  public record Warning(String title, List<String> details, String remedy) {
    public Warning {
      details = List.copyOf(details);
    }
  }

  public Page {
    facts = List.copyOf(facts);
    warnings = List.copyOf(warnings);
    sections = List.copyOf(sections);
  }
}
