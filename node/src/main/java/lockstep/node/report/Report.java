package lockstep.node.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import lockstep.node.result.ResultDocument;

/** Draws the report of a run: one page that needs nothing else, no network and no script. */
public final class Report {

  /** Its name in the folder of the run. */
  public static final String FILE = "report.html";

  private Report() {}

  /** The page of a document, and of nothing else: the same document gives the same page. */
  public static String html(ResultDocument document) {
    TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    StringOutput page = new StringOutput();
    engine.render("report.jte", Map.of("page", PageOf.document(document), "style", Stylesheet.read()), page);
    return page.toString();
  }
}
