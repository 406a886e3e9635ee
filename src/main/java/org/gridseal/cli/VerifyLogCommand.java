package org.gridseal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.gridseal.audit.BrokenLogException;
import org.gridseal.audit.Checkpoint;
import org.gridseal.audit.LogSource;
import org.gridseal.audit.LogVerification;
import org.gridseal.audit.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `verify log`: re-checks a whole log, from a server or from a folder.
///
/// Uses the proof core and `java.*` alone, no part of the server: it starts in a moment and can be
/// run by somebody who has nothing but this program, a key and a copy of the log.
@Command(
    name = "log",
    description = {
      "Re-checks every entry of an audit log: signature, entries, hashes, root.",
      "With --seen it also demands that nothing seen before was changed."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the log holds up",
      "1:the log is broken; the first bad place is named",
      "2:it could not be checked"
    })
public final class VerifyLogCommand implements Callable<Integer> {
  private static final int HOLDS_UP = 0;
  private static final int BROKEN = 1;
  private static final int UNKNOWN = 2;

  /// Entries between two lines of progress.
  private static final long STRIDE = 1 << 15;

  @Parameters(
      paramLabel = "<log>",
      description = "address of the log (https://host:8443/log) or a folder with a copy")
  private String log;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "<vkey>",
      description = "the log's verifier key, or a file with it; from somebody you trust")
  private String key;

  @Option(
      names = "--token-file",
      paramLabel = "<file>",
      description = "an access token of an auditor, for a server that asks for one")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca-file",
      paramLabel = "<pem>",
      description = "certificates to trust for https instead of the system's")
  private @Nullable Path caFile;

  @Option(
      names = "--seen",
      paramLabel = "<file>",
      description = "the last checkpoint seen: the log must extend it; updated when it does")
  private @Nullable Path seen;

  @Option(
      names = "--save",
      paramLabel = "<folder>",
      description = "keep a copy of what was verified, to be verified again without the server")
  private @Nullable Path save;

  @Option(
      names = "--hashes-only",
      description = "check the tree without the entries, where only the hashes are public")
  private boolean hashesOnly;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      verify();
      return HOLDS_UP;
    } catch (BrokenLogException e) {
      err.println("broken: " + e.getMessage());
      return BROKEN;
    } catch (IOException | IllegalArgumentException e) {
      err.println("not checked: " + e.getMessage());
      return UNKNOWN;
    }
  }

  private void verify() throws BrokenLogException, IOException {
    VerifierKey verifier = VerifierKey.parse(fileOrText(key));
    byte[] note;
    if (save == null) {
      note = verify(source(), verifier);
    } else {
      try (var copy = new SavedLog(source(), save)) {
        note = verify(copy, verifier);
        copy.keep();
      }
    }
    // Only what held up may be remembered.
    if (seen != null) {
      SavedLog.replace(seen, note);
    }
    say(Checkpoint.open(note, verifier));
  }

  private byte[] verify(LogSource source, VerifierKey verifier)
      throws BrokenLogException, IOException {
    byte[] earlier = seen != null && Files.exists(seen) ? Files.readAllBytes(seen) : null;
    return new LogVerification(source, verifier, !hashesOnly, this::report).verify(earlier);
  }

  private void say(Checkpoint checkpoint) {
    spec.commandLine()
        .getOut()
        .printf(
            "%s holds up: %d entries, root %s%n",
            checkpoint.origin(),
            checkpoint.size(),
            Base64.getEncoder().encodeToString(checkpoint.root().bytes()));
  }

  private LogSource source() throws IOException {
    if (log.startsWith("https://") || log.startsWith("http://")) {
      return new HttpLog(URI.create(log), tokenFile, caFile);
    }
    Path folder = Path.of(log);
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    return new FolderLog(folder);
  }

  private void report(long checked) {
    if (checked % STRIDE == 0) {
      spec.commandLine().getErr().println("checked " + checked + " entries");
    }
  }

  private static String fileOrText(String keyOrFile) throws IOException {
    try {
      Path file = Path.of(keyOrFile);
      return Files.isRegularFile(file) ? Files.readString(file) : keyOrFile;
    } catch (InvalidPathException e) {
      return keyOrFile;
    }
  }
}
