package org.gridseal.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What passes between a site and us for some purpose, flight after flight: every packet, in its
/// order.
///
/// @param flights each waits for the one before
/// @param untilFirstByte how many of them pass before the first octet of the first answer can be
///   read, which is when the record that holds it is there as a whole
public record Dialogue(List<Flight> flights, int untilFirstByte) {
  /// Level and description (RFC 5246 §7.2).
  private static final int ALERT = 2;

  /// The most that a record holds (RFC 5246 §6.2.1).
  private static final int FRAGMENT = 1 << 14;

  public Dialogue {
    flights = List.copyOf(flights);
  }

  /// A new connection, some exchanges, and its end.
  static Dialogue connection(
      Path path, Handshake handshake, Suite suite, List<Exchange> exchanges) {
    var talk = new Talk(path);
    talk.open();
    handshake.flights().forEach(talk::say);
    int expansion = Handshake.RECORD + suite.expansion();
    exchanges.forEach(exchange -> talk.exchange(exchange, expansion));
    talk.end(expansion + ALERT);
    return talk.finished();
  }

  /// The same without TLS, for OCSP and CRLs (RFC 6960 appendix A, RFC 5280 §4.2.1.13).
  static Dialogue plain(Path path, Exchange exchange) {
    var talk = new Talk(path);
    talk.open();
    talk.exchange(exchange, 0);
    talk.add(Flight.up(Path.ACK));
    talk.add(Flight.down(Path.ACK));
    talk.add(Flight.up(Path.ACK));
    return talk.finished();
  }

  /// Exchanges over a connection that was silent since the last ones.
  static Dialogue kept(Path path, Suite suite, List<Exchange> exchanges) {
    var talk = new Talk(path);
    talk.wake();
    int expansion = Handshake.RECORD + suite.expansion();
    exchanges.forEach(exchange -> talk.exchange(exchange, expansion));
    talk.settle();
    return talk.finished();
  }

  public DataVolume volume() {
    return sum(flight -> true);
  }

  public DataVolume up() {
    return sum(Flight::up);
  }

  public long packets() {
    return flights.stream().mapToLong(flight -> flight.packets().size()).sum();
  }

  /// From the site and back, before the first octet of an answer.
  public int roundTrips() {
    return (int) flights.stream().limit(untilFirstByte).filter(flight -> !flight.up()).count();
  }

  /// The same with each packet packed into another.
  Dialogue inside(UnaryOperator<Integer> envelope) {
    return new Dialogue(
        flights.stream()
            .map(it -> new Flight(it.up(), it.packets().stream().map(envelope).toList()))
            .toList(),
        untilFirstByte);
  }

  private DataVolume sum(Predicate<Flight> which) {
    return flights.stream()
        .filter(which)
        .map(Flight::volume)
        .reduce(DataVolume.NONE, DataVolume::plus);
  }

  /// Puts flights together; what acknowledges one rides on the next.
  private static final class Talk {
    private final Path path;
    private final List<Flight> flights = new ArrayList<>();
    private List<Integer> last = List.of();
    private int owed;
    private boolean up = true;
    private boolean hasty;
    private int untilFirstByte;

    Talk(Path path) {
      this.path = path;
    }

    /// A listener acknowledges the first segment of a connection at once: it does not know yet that
    /// it will answer sooner than it may wait (RFC 5681 §4.2; Linux begins in quick mode).
    void open() {
      add(Flight.up(Path.SYN));
      add(Flight.down(Path.SYN));
      owed = 1;
      hasty = true;
    }

    /// After a silence the site acknowledges each segment of the first answer at once, for we might
    /// have begun anew, with a small window (RFC 5681 §4.1; Linux, `tcp_event_data_recv`).
    void wake() {
      up = false;
      hasty = true;
    }

    /// A flight of the side whose turn it is.
    void say(int octets) {
      last = path.packets(octets);
      List<Integer> packets = new ArrayList<>(Collections.nCopies(owed, Path.ACK));
      packets.addAll(last);
      owed = hasty ? last.size() : path.acknowledgements(last);
      hasty = false;
      add(new Flight(up, packets));
      up = !up;
    }

    void exchange(Exchange exchange, int expansion) {
      int question = records(exchange.asked(), expansion);
      if (up) {
        say(question);
      } else {
        ask(question);
      }
      say(records(exchange.answered(), expansion));
      if (untilFirstByte == 0) {
        untilFirstByte = flights.size();
      }
    }

    /// The site has spoken last and speaks on: in TLS 1.3, in a session that is resumed, and when
    /// it was silent for long.
    private void ask(int octets) {
      List<Integer> packets = new ArrayList<>();
      if (!flights.isEmpty()) {
        packets.addAll(flights.removeLast().packets());
      }
      packets.addAll(path.packets(octets));
      owed = path.acknowledgements(packets);
      add(new Flight(true, packets));
    }

    /// The last segment's acknowledgement finds nothing to ride on.
    void settle() {
      int unspoken = last.size() > owed ? 1 : 0;
      add(new Flight(true, Collections.nCopies(owed + unspoken, Path.ACK)));
    }

    /// The site says goodbye and does not wait (RFC 5246 §7.2.1): what we still say, our own
    /// goodbye and the end, finds nobody and is refused, packet by packet.
    void end(int goodbye) {
      List<Integer> packets = new ArrayList<>(Collections.nCopies(owed, Path.ACK));
      packets.addAll(path.packets(goodbye));
      packets.add(Path.ACK);
      add(new Flight(true, packets));
      add(Flight.down(Path.HEADERS + goodbye, Path.ACK));
      add(Flight.up(Path.RESET, Path.RESET));
    }

    void add(Flight flight) {
      flights.add(flight);
    }

    Dialogue finished() {
      return new Dialogue(flights, untilFirstByte);
    }
  }

  private static int records(DataVolume content, int expansion) {
    long octets = content.octets();
    return Math.toIntExact(octets + Math.ceilDiv(octets, FRAGMENT) * expansion);
  }
}
