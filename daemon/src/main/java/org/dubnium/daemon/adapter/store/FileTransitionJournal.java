package org.dubnium.daemon.adapter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.common.io.SetAside;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.json.JsonFormatException;
import org.dubnium.daemon.json.JsonTooLongException;
import org.dubnium.daemon.port.TransitionJournal;

/** The journal as {@code transition.json}, there exactly while a transition is unfinished. */
public final class FileTransitionJournal implements TransitionJournal {

  /** No journal is longer; what is, is something else. In bytes. */
  private static final long MAX_BYTES = 4 << 20;

  private final Path file;
  private final InstantSource clock;

  public FileTransitionJournal(Path directory, InstantSource clock) {
    this.file = directory.resolve("transition.json");
    this.clock = clock;
  }

  @Override
  public void write(JournalRecord unfinished) throws IOException {
    AtomicFile.write(file, encode(unfinished));
  }

  /** A plan that is too long is never begun; why one is undone may be told in fewer words. */
  private byte[] encode(JournalRecord unfinished) throws IOException {
    try {
      return JournalJson.encode(clock.instant(), unfinished);
    } catch (JsonTooLongException tooLong) {
      Reason failure = unfinished.failure().orElseThrow(() -> tooLong);
      return JournalJson.encode(
          clock.instant(), unfinished.failedBy(Reason.of(failure.code(), failure.message())));
    }
  }

  @Override
  public Optional<JournalRecord> read() throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new JsonFormatException("it is too long to be a journal");
      }
      return Optional.of(JournalJson.decode(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonFormatException e) {
      throw new IOException("cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void clear() throws IOException {
    AtomicFile.delete(file);
  }

  @Override
  public String setAside() throws IOException {
    Path aside = SetAside.name(file, "broken", clock.instant());
    AtomicFile.rename(file, aside);
    return aside.toString();
  }
}
