package org.gridseal.keeper;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.SigningException;

/// Asks a PKCS #11 library which tokens there are (OASIS PKCS #11 v2.40 §5.5), because the
/// platform's SunPKCS11 takes a slot and tells nothing of its token.
///
/// For 64-bit Linux and macOS: CK_ULONG has 8 octets, and structures have their natural alignment.
public final class Pkcs11Library {
  private static final long OK = 0;
  private static final long ALREADY_INITIALIZED = 0x191;
  private static final long TOKEN_NOT_PRESENT = 0xE0;
  private static final long TOKEN_NOT_RECOGNIZED = 0xE1;

  /// CKF_OS_LOCKING_OK, as SunPKCS11 says it: whoever is first initializes the library for both.
  private static final long LOCKING = 2;

  /// CK_C_INITIALIZE_ARGS: four functions, the flags, a reserved pointer.
  private static final long ARGUMENTS = 48;

  private static final long FLAGS = 32;

  /// CK_TOKEN_INFO, rounded up.
  private static final long TOKEN_INFORMATION = 256;

  /// Places in CK_FUNCTION_LIST, after its version.
  private static final int INITIALIZE = 0;

  private static final int GET_SLOT_LIST = 4;
  private static final int GET_TOKEN_INFORMATION = 6;

  private final Path path;
  private final MemorySegment functions;

  private Pkcs11Library(Path path, MemorySegment functions) {
    this.path = path;
    this.functions = functions;
  }

  /// The tokens that are there now, in the order of their slots.
  ///
  /// @throws SigningException if there is no such library, or it does not answer in time
  public static List<PresentToken> tokens(Path path, Duration timeout) {
    return new TimedCalls("the token's library", 1, timeout).call(() -> loaded(path).tokens());
  }

  /// For a thread that may hang: nothing interrupts a library.
  @SuppressWarnings("restricted") // The front door allows native access.
  static Pkcs11Library loaded(Path path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entry =
          SymbolLookup.libraryLookup(path, Arena.global())
              .find("C_GetFunctionList")
              .orElseThrow(() -> new IllegalArgumentException("it has no C_GetFunctionList"));
      MemorySegment answer = arena.allocate(ADDRESS);
      var library = new Pkcs11Library(path, MemorySegment.NULL);
      library.require(
          library.call(entry, FunctionDescriptor.of(JAVA_LONG, ADDRESS), answer),
          "C_GetFunctionList");
      var loaded =
          new Pkcs11Library(
              path, answer.get(ADDRESS, 0).reinterpret(offset(GET_TOKEN_INFORMATION + 1)));
      loaded.initialize(arena);
      return loaded;
    } catch (IllegalArgumentException e) {
      throw new SigningException("there is no PKCS #11 library " + path, e);
    }
  }

  private void initialize(Arena arena) {
    MemorySegment arguments = arena.allocate(ARGUMENTS, Long.BYTES);
    arguments.set(JAVA_LONG, FLAGS, LOCKING);
    long result = call(function(INITIALIZE), FunctionDescriptor.of(JAVA_LONG, ADDRESS), arguments);
    if (result != ALREADY_INITIALIZED) {
      require(result, "C_Initialize");
    }
  }

  List<PresentToken> tokens() {
    List<PresentToken> present = new ArrayList<>();
    long[] slots = slots();
    for (int index = 0; index < slots.length; index++) {
      token(index, slots[index]).ifPresent(present::add);
    }
    return present;
  }

  /// Of all slots, with a token or without, as SunPKCS11 counts them.
  private long[] slots() {
    var form = FunctionDescriptor.of(JAVA_LONG, JAVA_BYTE, ADDRESS, ADDRESS);
    MemorySegment list = function(GET_SLOT_LIST);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocate(JAVA_LONG);
      require(call(list, form, (byte) 0, MemorySegment.NULL, number), "C_GetSlotList");
      long room = number.get(JAVA_LONG, 0);
      MemorySegment slots = arena.allocate(MemoryLayout.sequenceLayout(room, JAVA_LONG));
      require(call(list, form, (byte) 0, slots, number), "C_GetSlotList");
      long filled = Math.min(room, number.get(JAVA_LONG, 0)) * Long.BYTES;
      return slots.asSlice(0, filled).toArray(JAVA_LONG);
    }
  }

  private Optional<PresentToken> token(int index, long slot) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment it = arena.allocate(TOKEN_INFORMATION, Long.BYTES);
      long result =
          call(
              function(GET_TOKEN_INFORMATION),
              FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS),
              slot,
              it);
      if (result == TOKEN_NOT_PRESENT || result == TOKEN_NOT_RECOGNIZED) {
        return Optional.empty();
      }
      require(result, "C_GetTokenInfo");
      // label[32], manufacturerID[32], model[16], serialNumber[16]
      return Optional.of(
          new PresentToken(index, text(it, 0, 32), text(it, 80, 16), text(it, 64, 16)));
    }
  }

  /// Padded with blanks (§3.1); some libraries end with a zero.
  private static String text(MemorySegment structure, long from, int length) {
    byte[] octets = structure.asSlice(from, length).toArray(JAVA_BYTE);
    return new String(octets, UTF_8).replace('\0', ' ').strip();
  }

  private MemorySegment function(int place) {
    return functions.get(ADDRESS, offset(place));
  }

  private static long offset(int place) {
    return ADDRESS.byteSize() * (1 + place);
  }

  private void require(long result, String function) {
    if (result != OK) {
      throw new SigningException("%s of %s answers 0x%x".formatted(function, path, result));
    }
  }

  @SuppressWarnings("restricted") // The front door allows native access.
  private long call(MemorySegment function, FunctionDescriptor form, Object... arguments) {
    MethodHandle handle = Linker.nativeLinker().downcallHandle(function, form);
    try {
      return (long) handle.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native function throws nothing", e);
    }
  }
}
