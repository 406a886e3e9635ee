package org.gridseal.keeper;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gridseal.authority.SigningException;

/// Calls to a keeper outside this process, each with a time at which it is given up.
///
/// A call into a PKCS #11 library cannot be interrupted, and the platform's HTTP client stops its
/// clock at the first octet of an answer; so calls run on threads of their own, few and bounded.
/// When all of them hang, whoever comes waits no longer than that time either.
///
/// A call for which no thread was free in half of its time is not made: it would be given up before
/// its end, and keep others waiting. So each call that is made has half of its time at least, and
/// one that is given up says something about the keeper, not about how many wait here.
final class TimedCalls {
  /// Calls that may wait for a thread; more are refused at once.
  private static final int WAITING = 256;

  private final ThreadPoolExecutor threads;
  private final Duration limit;
  private final String keeper;

  /// @param keeper what the other side is called in errors
  /// @param number of calls at a time
  /// @param limit from the wish to the answer, waiting for a thread included
  TimedCalls(String keeper, int number, Duration limit) {
    this.keeper = keeper;
    this.limit = limit;
    this.threads =
        new ThreadPoolExecutor(
            number,
            number,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("keeper-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Waits for an answer.
  ///
  /// @throws SigningException if the time is over, too many wait for too long, or the call threw a
  ///   checked exception; what else it threw is thrown on
  <T> T call(Callable<T> call) {
    Future<T> answer = submitted(call);
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new SigningException(
          "%s gave no answer within %d ms".formatted(keeper, limit.toMillis()), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw new SigningException(keeper + " cannot do that now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SigningException("nobody waits for " + keeper + " any more", e);
    }
  }

  private <T> Future<T> submitted(Callable<T> call) {
    long wished = System.nanoTime();
    try {
      return threads.submit(
          () -> {
            if (System.nanoTime() - wished > limit.dividedBy(2).toNanos()) {
              throw tooMany();
            }
            return call.call();
          });
    } catch (RejectedExecutionException e) {
      throw tooMany();
    }
  }

  private SigningException tooMany() {
    return new SigningException(keeper + " has too many calls waiting");
  }
}
