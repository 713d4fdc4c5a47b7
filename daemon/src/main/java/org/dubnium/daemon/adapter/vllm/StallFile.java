package org.dubnium.daemon.adapter.vllm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.dubnium.daemon.domain.text.Brief;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that {@code vllm-watch.service} keeps while vLLM makes no progress: a line that says why. */
final class StallFile {

  private static final Logger LOG = LoggerFactory.getLogger(StallFile.class);

  /** More than any line of the watch's, in bytes. */
  private static final int LONGEST = 1024;

  private final Path file;

  StallFile(Path file) {
    this.file = file;
  }

  Optional<String> read() {
    // Written by a service that is not ours: a pipe would hold us up, a link lead elsewhere.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      return Optional.of(Brief.line(text.strip()));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("cannot read whether vLLM makes progress, ignoring: {}", e.toString());
      return Optional.empty();
    }
  }
}
