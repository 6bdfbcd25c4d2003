package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.engine.RemoteTraffic.Sent;
import org.junit.jupiter.api.Test;

final class RemoteTrafficTest {

  private static RemoteTraffic of(Sent... all) {
    RemoteTraffic traffic = new RemoteTraffic();
    for (Sent sent : all) {
      traffic.add(sent);
    }
    return traffic;
  }

  @Test
  void keepsNodesApartAndAddsThemUp() {
    RemoteTraffic traffic = of(new Sent(2, 1, 2, 3, 4), new Sent(0, 10, 20, 30, 40));
    traffic.add(of(new Sent(2, 100, 200, 300, 400), new Sent(1, 5, 6, 7, 8)));

    assertThat(traffic.nodes()).containsExactly(new Sent(0, 10, 20, 30, 40), new Sent(1, 5, 6, 7, 8), new Sent(2, 101, 202, 303, 404));
    assertThat(traffic.messages()).isEqualTo(116);
    assertThat(traffic.frames()).isEqualTo(228);
    assertThat(traffic.bytes()).isEqualTo(340);
    assertThat(traffic.nanos()).isEqualTo(452);
  }

  @Test
  void hasNoNodesWhereNobodySentAnything() {
    assertThat(of().nodes()).isEmpty();
    assertThat(of().frames()).isZero();
  }
}
