package org.gridseal.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The clock in a channel whose time passes when it is told to. A request ends with a full stop.
class RequestClockTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RequestClock clock = new RequestClock(PATIENCE);
  private final EmbeddedChannel connection = new EmbeddedChannel();

  @BeforeEach
  void accept() {
    connection.freezeTime();
    connection.pipeline().addLast(clock, new Listener());
  }

  private final class Listener extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object octets) {
      ByteBuf received = (ByteBuf) octets;
      if (received.toString(StandardCharsets.US_ASCII).endsWith(".")) {
        clock.received();
      }
      received.release();
    }
  }

  @Test
  void endsAConnectionThatSaysNothing() {
    pass(9_999);
    assertThat(connection.isOpen()).isTrue();

    pass(1);

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void endsARequestThatTricklesTenSecondsAfterItsFirstOctet() {
    exchange();
    pass(60_000);

    for (int second = 0; second < 10; second++) {
      assertThat(connection.isOpen()).isTrue();
      receive("x");
      pass(1_000);
    }

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void countsNoTimeBetweenRequests() {
    exchange();
    pass(60_000);
    exchange();
    pass(60_000);

    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void countsNoTimeThatTheAnswerTakes() {
    receive("whole.");
    pass(60_000);
    receive("and the beginning of the next");
    pass(60_000);

    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void countsTheNextRequestAfterTheAnswer() {
    exchange();

    receive("x");
    pass(10_000);

    assertThat(connection.isOpen()).isFalse();
  }

  private void exchange() {
    receive("whole.");
    clock.answered();
  }

  private void receive(String octets) {
    connection.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.US_ASCII));
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
  }
}
