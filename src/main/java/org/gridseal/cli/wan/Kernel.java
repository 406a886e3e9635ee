package org.gridseal.cli.wan;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The few system calls that Java has no word for. A failure is an [UnsupportedLineException] that
/// names the call and `errno` (errno(3)).
final class Kernel {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final MethodHandle UNSHARE =
      handle("unshare", FunctionDescriptor.of(INT, INT), CAPTURE);
  private static final MethodHandle OPEN =
      handle(
          "open",
          FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT),
          CAPTURE,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle IOCTL =
      handle(
          "ioctl",
          FunctionDescriptor.of(INT, INT, LONG, ValueLayout.ADDRESS),
          CAPTURE,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle POLL =
      handle("poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT), CAPTURE);
  private static final MethodHandle READ =
      handle("read", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG), CAPTURE);
  private static final MethodHandle WRITE =
      handle("write", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG), CAPTURE);
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(INT, INT), CAPTURE);

  private Kernel() {}

  /// Gives the calling thread alone a part of the system of its own (unshare(2)).
  static void unshare(int what) {
    call("unshare", state -> (int) UNSHARE.invokeExact(state, what));
  }

  /// Opens a file (open(2)).
  static int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path);
      return (int) call("open " + path, state -> (int) OPEN.invokeExact(state, name, flags));
    }
  }

  static void ioctl(int descriptor, long request, MemorySegment argument) {
    call("ioctl", state -> (int) IOCTL.invokeExact(state, descriptor, request, argument));
  }

  /// Waits until something can be read, or so long (poll(2)).
  static boolean readable(int descriptor, int milliseconds) {
    try (Arena arena = Arena.ofConfined()) {
      // struct pollfd { int fd; short events = POLLIN; short revents; }
      MemorySegment asked = arena.allocate(8, 4);
      asked.set(INT, 0, descriptor);
      asked.set(ValueLayout.JAVA_SHORT, 4, (short) 1);
      return call("poll", state -> (int) POLL.invokeExact(state, asked, 1L, milliseconds)) > 0;
    }
  }

  static int read(int descriptor, MemorySegment into) {
    long size = into.byteSize();
    return (int) call("read", state -> (long) READ.invokeExact(state, descriptor, into, size));
  }

  static void write(int descriptor, MemorySegment from, long size) {
    call("write", state -> (long) WRITE.invokeExact(state, descriptor, from, size));
  }

  static void close(int descriptor) {
    call("close", state -> (int) CLOSE.invokeExact(state, descriptor));
  }

  private interface Call {
    long with(MemorySegment state) throws Throwable;
  }

  private static long call(String name, Call call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = call.with(state);
      if (result < 0) {
        throw new UnsupportedLineException(
            "%s is not possible here (errno %d)".formatted(name, (int) ERRNO.get(state, 0L)));
      }
      return result;
    } catch (UnsupportedLineException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a system call cannot be made", e);
    }
  }

  // Whoever starts the front door allows it (--enable-native-access).
  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      String name, FunctionDescriptor form, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), form, options);
  }
}
