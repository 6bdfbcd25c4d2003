package lockstep.node.source;

import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be used as a simulation, with everything that is wrong with it. */
public final class SimulationFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * One thing that is wrong.
   *
   * @param line in the file, from 1; 0 when it concerns the whole file
   * @param message one line, or what the compiler says: a line, the source line, and a mark below it
   */
  public record Complaint(int line, String message) {}

  private final transient List<Complaint> complaints;

  SimulationFileException(List<Complaint> complaints) {
    super(complaints.stream().map(Complaint::message).collect(Collectors.joining("\n")));
    this.complaints = List.copyOf(complaints);
  }

  SimulationFileException(String message) {
    this(List.of(new Complaint(0, message)));
  }

  /** In the order of the file. */
  public List<Complaint> complaints() {
    return complaints;
  }
}
