package org.gridseal.cli.wan;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// A network interface whose packets this process reads and writes (Documentation/networking/tuntap
/// of Linux). It is in the namespace of the thread that makes it, and is gone with this process,
/// however that ends.
final class Tun implements AutoCloseable {
  /// `O_RDWR | O_CLOEXEC` (fcntl.h): a child that kept it would keep the interface.
  private static final int READ_WRITE_NOT_INHERITED = 0x80002;

  /// `TUNSETIFF`: `_IOW('T', 202, int)` (linux/if_tun.h).
  private static final long SET_INTERFACE = 0x400454caL;

  /// `IFF_TUN | IFF_NO_PI` (linux/if_tun.h): IP packets, nothing before them. Without
  /// `IFF_VNET_HDR` the kernel hands over each segment by itself, as a wire would see it.
  private static final short BARE_PACKETS = 0x1001;

  /// `struct ifreq` (netdevice(7)): a name of 16 octets, then the flags.
  private static final int REQUEST = 40;

  private static final int FLAGS = 16;

  private final int descriptor;

  Tun(String name) {
    descriptor = Kernel.open("/dev/net/tun", READ_WRITE_NOT_INHERITED);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(REQUEST);
      MemorySegment.copy(
          MemorySegment.ofArray(name.getBytes(StandardCharsets.US_ASCII)),
          0,
          request,
          0,
          name.length());
      request.set(ValueLayout.JAVA_SHORT, FLAGS, BARE_PACKETS);
      Kernel.ioctl(descriptor, SET_INTERFACE, request);
    } catch (UnsupportedLineException e) {
      Kernel.close(descriptor);
      throw e;
    }
  }

  /// Waits for a packet, or so long.
  ///
  /// @return its size in octets; 0 if none came
  int read(MemorySegment into, int milliseconds) {
    return Kernel.readable(descriptor, milliseconds) ? Kernel.read(descriptor, into) : 0;
  }

  void write(MemorySegment packet, long size) {
    Kernel.write(descriptor, packet, size);
  }

  @Override
  public void close() {
    Kernel.close(descriptor);
  }
}
