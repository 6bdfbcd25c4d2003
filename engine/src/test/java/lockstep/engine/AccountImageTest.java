package lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AccountImageTest {

  private static long[] image(Account account) {
    LongStream.Builder out = LongStream.builder();
    AccountImage.write(account, out);
    return out.build().toArray();
  }

  /** Something in every number of the account and of its parts. */
  private static Account full() throws IllegalAccessException {
    Account account = new Account();
    account.latency(70_000);
    account.response(80_000);
    account.broken("an invariant");
    account.broke(new BrokenDeadlock(3, true, 1, 2, 3));
    account.remote().add(new RemoteTraffic.Sent(1, 2, 3, 4, 5));
    long next = 1_000;
    for (Field field : Account.class.getDeclaredFields()) {
      field.setAccessible(true);
      if (!Modifier.isStatic(field.getModifiers()) && field.getType() == long.class) {
        field.setLong(account, next++);
      } else if (!Modifier.isStatic(field.getModifiers()) && field.getType() == long[].class) {
        Arrays.fill((long[]) field.get(account), next++);
      }
    }
    return account;
  }

  @Test
  void everythingThatAnAccountHasIsToldAndRead() throws IllegalAccessException {
    Account account = full();
    long[] words = image(account);
    LongBuffer in = LongBuffer.wrap(words);

    Account read = AccountImage.read(in);

    assertThat(in.hasRemaining()).isFalse();
    assertThat(read).usingRecursiveComparison().isEqualTo(account);
    assertThat(image(read)).isEqualTo(words);
    assertThat(read).usingRecursiveComparison().isNotEqualTo(new Account());
  }

  @Test
  void whatIsCutShortIsRefused() throws IllegalAccessException {
    long[] words = image(full());
    for (int length = 0; length < words.length; length++) {
      LongBuffer cut = LongBuffer.wrap(words, 0, length);
      assertThatIllegalArgumentException().as("%d of %d words", length, words.length).isThrownBy(() -> AccountImage.read(cut));
    }
  }
}
