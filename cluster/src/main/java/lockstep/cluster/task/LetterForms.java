package lockstep.cluster.task;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.simulation.Mode;
import lockstep.simulation.Plan;

/**
 * How the messages of workers and owners are written and read: a number for the kind, then what it says. A time does not leave its node:
 * what is timed is timed anew from when it is read. How probes are written and read: {@link ProbeForms}.
 */
final class LetterForms {

  private static final Mode[] MODES = Mode.values();
  private static final long[] NO_STATE = {};

  // Kinds. A change of any of them is another schema.
  private static final int ASK = 1;
  private static final int WITHDRAW = 2;
  private static final int RETURNED = 3;
  private static final int PUT = 4;
  private static final int RETURNED_BY = 5;
  private static final int PROBE_TO_OWNER = 6;
  private static final int BROKEN_TO_OWNER = 7;
  private static final int RESERVE = 10;
  private static final int GIVE_BACK = 11;
  private static final int GRANT = 20;
  private static final int RESERVED = 21;
  private static final int REFUSED = 22;
  private static final int WITHDRAWN = 23;
  private static final int TAKE = 24;
  private static final int PROBE = 25;
  private static final int BROKEN = 26;
  private static final int ARRIVALS = 30;

  private LetterForms() {}

  static void write(Output out, Letter letter) {
    switch (letter) {
      case Letter.ToOwner(var command) -> write(out, command);
      case Letter.ToOwnerOfAll(var command) -> write(out, command);
      case Letter.ToWorker(int worker, var command) -> write(out, worker, command);
      case Letter.ToArrivals(int worker) -> {
        out.writeByte(ARRIVALS);
        out.writeInt(worker);
      }
    }
  }

  static Letter read(Input in) {
    int kind = in.readByte();
    return switch (kind) {
      case ASK, WITHDRAW, RETURNED, PUT, RETURNED_BY, PROBE_TO_OWNER, BROKEN_TO_OWNER -> new Letter.ToOwner(owners(kind, in));
      case RESERVE, GIVE_BACK -> new Letter.ToOwnerOfAll(ofAll(kind, in));
      case GRANT, RESERVED, REFUSED, WITHDRAWN, TAKE, PROBE, BROKEN -> {
        int worker = in.readInt();
        boolean timed = in.readBoolean();
        TaskWorker.Command command = workers(kind, in);
        yield new Letter.ToWorker(worker, timed ? new TaskWorker.Timed(command, System.nanoTime()) : command);
      }
      case ARRIVALS -> new Letter.ToArrivals(in.readInt());
      default -> throw new IllegalArgumentException("no letter has the number " + kind);
    };
  }

  private static void write(Output out, ResourceOwner.Command command) {
    switch (command) {
      case ResourceOwner.Ask ask -> write(out, ask, false);
      case ResourceOwner.Timed(ResourceOwner.Ask ask, _) -> write(out, ask, true);
      case ResourceOwner.Withdraw withdraw -> {
        out.writeByte(WITHDRAW);
        out.writeInt(withdraw.resource());
        out.writeInt(withdraw.worker());
      }
      case Grant grant -> {
        out.writeByte(RETURNED);
        writeReturned(out, grant);
      }
      case ResourceOwner.Returned returned -> {
        out.writeByte(RETURNED_BY);
        out.writeInt(returned.worker());
        writeReturned(out, returned.grant());
      }
      case Probe probe -> {
        out.writeByte(PROBE_TO_OWNER);
        ProbeForms.write(out, probe);
      }
      case Broken broken -> {
        out.writeByte(BROKEN_TO_OWNER);
        ProbeForms.write(out, broken);
      }
      case ResourceOwner.Put put -> {
        out.writeByte(PUT);
        out.writeInt(put.resource());
      }
      case ResourceOwner.Timed _, ResourceOwner.Perform _, ResourceOwner.Surrender _ -> throw stays(command);
    }
  }

  /** What was only read is there already. */
  private static void writeReturned(Output out, Grant grant) {
    write(out, grant, grant.mode() == Mode.EXCLUSIVE);
  }

  private static void write(Output out, ResourceOwner.Ask ask, boolean timed) {
    out.writeByte(ASK);
    out.writeInt(ask.resource());
    out.writeByte(ask.mode().ordinal());
    out.writeInt(ask.permits());
    out.writeInt(ask.worker());
    out.writeBoolean(ask.waits());
    out.writeBoolean(timed);
  }

  private static ResourceOwner.Command owners(int kind, Input in) {
    return switch (kind) {
      case ASK -> {
        ResourceOwner.Ask ask = new ResourceOwner.Ask(in.readInt(), mode(in), in.readInt(), in.readInt(), in.readBoolean());
        yield in.readBoolean() ? new ResourceOwner.Timed(ask, System.nanoTime()) : ask;
      }
      case WITHDRAW -> new ResourceOwner.Withdraw(in.readInt(), in.readInt());
      case RETURNED -> grant(in);
      case RETURNED_BY -> {
        int worker = in.readInt();
        yield new ResourceOwner.Returned(grant(in), worker);
      }
      case PROBE_TO_OWNER -> ProbeForms.probe(in);
      case BROKEN_TO_OWNER -> ProbeForms.broken(in);
      default -> new ResourceOwner.Put(in.readInt());
    };
  }

  private static void write(Output out, ReservationOwner.Command command) {
    switch (command) {
      case ReservationOwner.Reserve reserve -> {
        out.writeByte(RESERVE);
        out.writeInt(reserve.worker());
        out.writeBoolean(reserve.timed());
        out.writeInt(reserve.needs());
        for (int n = 0; n < reserve.needs(); n++) {
          out.writeInt(reserve.neededResource(n));
          out.writeByte(reserve.neededMode(n).ordinal());
          out.writeInt(reserve.neededPermits(n));
        }
      }
      case ReservationOwner.GiveBack back -> {
        out.writeByte(GIVE_BACK);
        out.writeInt(back.grants().size());
        back.grants().forEach(grant -> write(out, grant, grant.mode() == Mode.EXCLUSIVE));
        out.writeInt(back.puts().size());
        back.puts().forEach(out::writeInt);
      }
      case ReservationOwner.Surrender _ -> throw stays(command);
    }
  }

  private static ReservationOwner.Command ofAll(int kind, Input in) {
    if (kind == RESERVE) {
      int worker = in.readInt();
      boolean timed = in.readBoolean();
      int needs = in.readInt();
      List<ReservationOwner.Need> read = new ArrayList<>();
      for (int n = 0; n < needs; n++) {
        read.add(new ReservationOwner.Need(in.readInt(), mode(in), in.readInt()));
      }
      return new ReservationOwner.Reserve(read, worker, timed, timed ? System.nanoTime() : 0);
    }
    List<Grant> grants = grants(in);
    int puts = in.readInt();
    List<Integer> put = new ArrayList<>();
    for (int n = 0; n < puts; n++) {
      put.add(in.readInt());
    }
    return new ReservationOwner.GiveBack(grants, put);
  }

  private static void write(Output out, int worker, TaskWorker.Command command) {
    boolean timed = command instanceof TaskWorker.Timed;
    TaskWorker.Command answer = command instanceof TaskWorker.Timed(TaskWorker.Command inner, _) ? inner : command;
    out.writeByte(kind(answer));
    out.writeInt(worker);
    out.writeBoolean(timed);
    switch (answer) {
      case Grant grant -> write(out, grant, true);
      case TaskWorker.Reserved reserved -> {
        out.writeInt(reserved.grants().size());
        reserved.grants().forEach(grant -> write(out, grant, true));
      }
      case TaskWorker.Take take -> out.writeLong(take.task());
      case Probe probe -> ProbeForms.write(out, probe);
      case Broken broken -> ProbeForms.write(out, broken);
      default -> {}
    }
  }

  private static int kind(TaskWorker.Command answer) {
    return switch (answer) {
      case Grant _ -> GRANT;
      case TaskWorker.Reserved _ -> RESERVED;
      case TaskWorker.Refused _ -> REFUSED;
      case TaskWorker.Withdrawn _ -> WITHDRAWN;
      case TaskWorker.Take _ -> TAKE;
      case Probe _ -> PROBE;
      case Broken _ -> BROKEN;
      default -> throw stays(answer);
    };
  }

  private static TaskWorker.Command workers(int kind, Input in) {
    return switch (kind) {
      case GRANT -> grant(in);
      case RESERVED -> new TaskWorker.Reserved(grants(in));
      case REFUSED -> TaskWorker.Refused.INSTANCE;
      case WITHDRAWN -> TaskWorker.Withdrawn.INSTANCE;
      case PROBE -> ProbeForms.probe(in);
      case BROKEN -> ProbeForms.broken(in);
      default -> new TaskWorker.Take(in.readLong());
    };
  }

  private static void write(Output out, Grant grant, boolean withState) {
    out.writeInt(grant.resource());
    out.writeByte(grant.mode().ordinal());
    out.writeInt(grant.permits());
    long[] cells = withState ? grant.cells() : NO_STATE;
    out.writeInt(cells.length);
    out.writeLongs(cells, 0, cells.length);
  }

  private static Grant grant(Input in) {
    return Grant.of(in.readInt(), mode(in), in.readInt(), in.readLongs(in.readInt()));
  }

  private static List<Grant> grants(Input in) {
    int size = in.readInt();
    Grant[] grants = new Grant[Math.clamp(size, 0, Plan.MOST_NEEDS)];
    if (size != grants.length) {
      throw new IllegalArgumentException("a task has at most " + Plan.MOST_NEEDS + " needs, got " + size);
    }
    Arrays.setAll(grants, _ -> grant(in));
    return List.of(grants);
  }

  private static Mode mode(Input in) {
    return MODES[in.readByte()];
  }

  private static IllegalArgumentException stays(Object message) {
    return new IllegalArgumentException(message.getClass().getSimpleName() + " does not leave its node");
  }
}
