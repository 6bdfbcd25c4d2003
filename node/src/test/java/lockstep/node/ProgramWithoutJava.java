package lockstep.node;

/** The program in a JVM that does not find its own Java again, as when that is replaced while the program runs. */
final class ProgramWithoutJava {

  private ProgramWithoutJava() {}

  /** Takes the program's arguments. */
  public static void main(String[] arguments) {
    System.setProperty("java.home", "gone");
    Main.main(arguments);
  }
}
