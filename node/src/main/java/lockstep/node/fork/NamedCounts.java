package lockstep.node.fork;

import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ledgers of all kinds as counts by name, in the order of their declaration. */
public final class NamedCounts {

  private NamedCounts() {}

  /**
   * The components of a record.
   *
   * @param ledger whose components are all of type long
   */
  public static Map<String, Long> of(Record ledger) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (RecordComponent component : ledger.getClass().getRecordComponents()) {
      try {
        counts.put(component.getName(), (Long) component.getAccessor().invoke(ledger));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot read " + component.getName() + " of " + ledger, e);
      }
    }
    return Collections.unmodifiableMap(counts);
  }
}
