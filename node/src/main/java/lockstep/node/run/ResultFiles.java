package lockstep.node.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import lockstep.node.fork.Json;
import lockstep.node.report.Report;
import lockstep.node.result.FigureFiles;
import lockstep.node.result.RecordedFiles;
import lockstep.node.result.ResultDocument;
import lockstep.node.result.RunFolder;

/** What a run leaves in its folder besides what it was made of: the result document, and all that is drawn from it. */
final class ResultFiles {

  private ResultFiles() {}

  static void write(ResultDocument document, RunFolder folder) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("environment.json", Json.pretty(document.environment()));
    files.put("result.json", Json.pretty(document));
    files.put(Report.FILE, Report.html(document));
    files.putAll(FigureFiles.of(document));
    files.putAll(RecordedFiles.of(document.forks()));
    for (Map.Entry<String, String> file : files.entrySet()) {
      folder.write(file.getKey(), file.getValue());
    }
  }
}
