package lockstep.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import lockstep.node.fork.EventFigures.SeriesFigures;

/** A series as a curve of block characters, at most 80 columns wide. */
final class Curve {

  private static final int WIDEST = 72;
  private static final int HIGH = 6;
  private static final int EIGHTHS = 8;
  private static final String BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private Curve() {}

  /** A title, then the curve from time 0 on; several slots that share a column show the one farthest from 0. */
  static List<String> lines(SeriesFigures series) {
    long[] columns = columns(series.values());
    long most = LongStream.of(columns).max().orElse(0);
    double end = series.values().size() * series.interval();
    List<String> lines = new ArrayList<>();
    lines.add(series.name() + " (" + series.shows() + ", most " + most + "), time 0 to " + Quantity.plain(end));
    for (int row = HIGH - 1; most > 0 && row >= 0; row--) {
      StringBuilder line = new StringBuilder();
      for (long value : columns) {
        long eighths = Math.round((double) Math.max(0, value) / most * HIGH * EIGHTHS);
        line.append(BLOCKS.charAt(Math.clamp(eighths - (long) row * EIGHTHS, 0, EIGHTHS)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static long[] columns(List<Long> values) {
    long[] columns = new long[Math.min(WIDEST, values.size())];
    for (int slot = 0; slot < values.size(); slot++) {
      int column = (int) ((long) slot * columns.length / values.size());
      if (Math.abs(values.get(slot)) > Math.abs(columns[column])) {
        columns[column] = values.get(slot);
      }
    }
    return columns;
  }
}
