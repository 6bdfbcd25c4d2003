package lockstep.node.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands on a report: the rows of tables and the titles of what is drawn, section by section. */
record PageParts(String page) {

  private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);
  private static final Pattern DRAWN = Pattern.compile("<td class=\"drawn\">.*?</td>", Pattern.DOTALL);
  private static final Pattern VALUE = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>", Pattern.DOTALL);
  private static final Pattern FACT = Pattern.compile("<dt>(.*?)</dt><dd>(.*?)</dd>", Pattern.DOTALL);
  private static final Pattern WARNING = Pattern.compile("<(?:h3|li)>(.*?)</(?:h3|li)>", Pattern.DOTALL);
  private static final Pattern VERDICT = Pattern.compile("<h1>(.*?)</h1>", Pattern.DOTALL);
  private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>", Pattern.DOTALL);

  private String section(String id) {
    String begin = "<section id=\"" + id + "\"";
    return page.substring(page.indexOf(begin), page.indexOf("</section>", page.indexOf(begin)));
  }

  /** All rows of a section's tables but their heads. */
  List<List<String>> rows(String section) {
    return ROW.matcher(section(section))
        .results()
        .map(row -> row.group(1))
        .filter(row -> row.contains("<td"))
        .map(row -> texts(VALUE.matcher(DRAWN.matcher(row).replaceAll(""))))
        .toList();
  }

  /** What every mark and point of a section's drawings says. */
  List<String> titles(String section) {
    return texts(TITLE.matcher(section(section)));
  }

  /** What was run, and on what: names and values. */
  List<List<String>> facts() {
    return FACT.matcher(section("run")).results().map(fact -> List.of(text(fact.group(1)), text(fact.group(2)))).toList();
  }

  /** The title of each warning, and its details after it. */
  List<String> warnings() {
    return texts(WARNING.matcher(section("warnings")));
  }

  /** What the run concludes. */
  String verdict() {
    return texts(VERDICT.matcher(page)).getFirst();
  }

  private static List<String> texts(Matcher found) {
    return found.results().map(text -> text(text.group(1))).toList();
  }

  private static String text(String escaped) {
    return escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", "\"").replace("&#39;", "'").replace("&amp;", "&");
  }
}
