package lockstep.benchmark;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.simulation.TaskModel;

/** The same tasks as somebody would write them for this one purpose: a pool, accounts with a lock each, locked by ascending id. */
final class HandWrittenThreads {

  private static final class Account {
    private final ReentrantLock lock = new ReentrantLock();
    private long balance;
  }

  private final TaskModel model;
  private final int workers;

  HandWrittenThreads(TaskModel model, int workers) {
    this.model = model;
    this.workers = workers;
  }

  /** Performs all tasks; returns the sum of all balances. */
  long perform() throws InterruptedException {
    Account[] accounts = new Account[model.resources()];
    Arrays.setAll(accounts, a -> new Account());
    CountDownLatch ready = new CountDownLatch(workers);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      for (int w = 0; w < workers; w++) {
        int worker = w;
        pool.execute(() -> work(worker, accounts, ready, go));
      }
      ready.await();
      go.countDown();
    }
    return Arrays.stream(accounts).mapToLong(account -> account.balance).sum();
  }

  private void work(int worker, Account[] accounts, CountDownLatch ready, CountDownLatch go) {
    PlainTask task = new PlainTask(model, Workload.SEED);
    ready.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    for (long i = worker; i < model.tasks(); i += workers) {
      task.plan(i);
      if (task.needs == 1) {
        increment(accounts[task.first]);
      } else {
        transfer(accounts, task);
      }
    }
  }

  private static void increment(Account account) {
    account.lock.lock();
    try {
      account.balance++;
    } finally {
      account.lock.unlock();
    }
  }

  private static void transfer(Account[] accounts, PlainTask task) {
    Account lower = accounts[Math.min(task.first, task.second)];
    Account higher = accounts[Math.max(task.first, task.second)];
    lower.lock.lock();
    try {
      higher.lock.lock();
      try {
        accounts[task.first].balance -= task.argument;
        accounts[task.second].balance += task.argument;
      } finally {
        higher.lock.unlock();
      }
    } finally {
      lower.lock.unlock();
    }
  }
}
