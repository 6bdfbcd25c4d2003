package lockstep.node.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.node.fork.EventFigures;
import lockstep.node.fork.EventFigures.SeriesFigures;
import lockstep.node.fork.EventFigures.StatisticFigures;

/** What event models recorded, as files of comma-separated values (RFC 4180) for other programs. */
public final class RecordedFiles {

  private RecordedFiles() {}

  /** The texts of the files of a run, by name: {@code statistics.csv}, and {@code series-NNN.csv} for each fork that has any. */
  public static Map<String, String> of(List<ForkResult> forks) {
    Map<String, String> files = new LinkedHashMap<>();
    List<String> statistics = new ArrayList<>();
    for (int number = 1; number <= forks.size(); number++) {
      ForkResult fork = forks.get(number - 1);
      if (fork.events().isPresent()) {
        EventFigures events = fork.events().get();
        for (StatisticFigures statistic : events.statistics()) {
          statistics.add(row(number, fork, statistic));
        }
        if (!events.series().isEmpty()) {
          files.put("series-%03d.csv".formatted(number), series(events.series()));
        }
      }
    }
    if (!statistics.isEmpty()) {
      files.put("statistics.csv", head(forks.getFirst()) + String.join("", statistics));
    }
    return files;
  }

  private static String head(ForkResult first) {
    return Csv.line(
        Stream.of(
                Stream.of("fork", "engine", "workers", "seed"),
                first.cell().keySet().stream(),
                Stream.of("statistic", "count", "sum", "mean", "min", "max", "overTime"))
            .flatMap(names -> names));
  }

  private static String row(int number, ForkResult fork, StatisticFigures s) {
    return Csv.line(
        Stream.of(
                Stream.of(number, fork.engine(), fork.workers(), fork.seed()),
                fork.cell().values().stream(),
                Stream.of(
                    s.name(),
                    s.count(),
                    s.sum(),
                    s.mean().map(String::valueOf).orElse(""),
                    s.min().map(String::valueOf).orElse(""),
                    s.max().map(String::valueOf).orElse(""),
                    s.overTime().map(String::valueOf).orElse("")))
            .flatMap(values -> values));
  }

  /** A line for each slot: series may have slots of different lengths. */
  private static String series(List<SeriesFigures> all) {
    StringBuilder text = new StringBuilder(Csv.line(Stream.of("series", "from", "value")));
    for (SeriesFigures series : all) {
      for (int slot = 0; slot < series.values().size(); slot++) {
        text.append(Csv.line(Stream.of(series.name(), slot * series.interval(), series.values().get(slot))));
      }
    }
    return text.toString();
  }
}
