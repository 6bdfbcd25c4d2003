package lockstep.node.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.node.report.Block.DataTable;
import lockstep.node.result.Lead;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.Scaling;
import lockstep.node.result.ScalingPoint;
import lockstep.node.result.Usl;
import lockstep.node.terminal.Quantity;

/** How throughput scales, what that costs, and where the lead changes. */
final class ScalingSection {

  private ScalingSection() {}

  static Optional<Section> of(ResultDocument document) {
    List<Block> blocks = new ArrayList<>();
    List<Scaling> scalings = document.scalings();
    if (!scalings.isEmpty()) {
      blocks.add(
          new DataTable(
              "Universal Scalability Law and COST",
              List.of("curve", "axis", "law", "sigma", "kappa", "peak", "outperforms one thread at"),
              scalings.stream().map(ScalingSection::law).toList(),
              false));
      blocks.add(
          new DataTable(
              "Speed-up and efficiency",
              List.of("curve", "axis", "at", "speed-up", "efficiency", "remarks"),
              scalings.stream().flatMap(scaling -> scaling.points().stream().map(point -> point(scaling, point))).toList(),
              true));
    }
    if (!document.leads().isEmpty()) {
      blocks.add(
          new DataTable(
              "Who leads where",
              List.of("along", "one", "the other", "who leads", "crossings"),
              document.leads().stream().map(ScalingSection::lead).toList(),
              false));
    }
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "scaling",
                "Scaling and cross-overs",
                "Each law names its axis. An engine leads where all of the interval of the ratio is on its side of 1; elsewhere the lead is inconclusive.",
                blocks));
  }

  private static String name(Scaling scaling) {
    return scaling.engine()
        + scaling.policy().map(policy -> ", " + policy).orElse("")
        + scaling.workers().map(workers -> ", workers " + workers).orElse("")
        + (scaling.settings().isEmpty() ? "" : ", " + scaling.settings())
        + ", " + scaling.cell() + ", seed " + scaling.seed();
  }

  private static List<String> law(Scaling scaling) {
    return List.of(
        name(scaling),
        scaling.axis(),
        scaling.law(),
        Text.interval(scaling.usl().map(Usl::sigma), Text::count),
        Text.interval(scaling.usl().map(Usl::kappa), Text::count),
        Text.interval(scaling.usl().flatMap(Usl::peak), Text::count),
        scaling.outperforms());
  }

  private static List<String> point(Scaling scaling, ScalingPoint point) {
    return List.of(
        name(scaling),
        scaling.axis(),
        Integer.toString(point.at()),
        Text.interval(point.speedUp(), Quantity::ratio),
        Text.interval(point.efficiency(), Quantity::ratio),
        (point.oversubscribed() ? "oversubscribed " : "") + (point.settled() ? "" : "unsettled"));
  }

  private static List<String> lead(Lead lead) {
    List<String> leads = new ArrayList<>();
    for (int i = 0; i < lead.at().size(); i++) {
      leads.add("at " + Text.count(lead.at().get(i)) + " " + who(lead, lead.leads().get(i)));
    }
    String crossings =
        lead.crossings().stream()
            .map(crossing -> who(lead, crossing.to()) + " from between " + Text.count(crossing.above()) + " and " + Text.count(crossing.below()) + " on")
            .collect(Collectors.joining("; "));
    return List.of(
        lead.axis() + (lead.cell().isEmpty() ? "" : ", " + lead.cell()),
        lead.first(),
        lead.second(),
        String.join("; ", leads),
        crossings.isEmpty() ? "none seen" : crossings);
  }

  private static String who(Lead lead, String side) {
    return switch (side) {
      case "first" -> lead.first();
      case "second" -> lead.second();
      default -> side;
    };
  }
}
