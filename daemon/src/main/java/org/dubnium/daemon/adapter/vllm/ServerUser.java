package org.dubnium.daemon.adapter.vllm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As whom the model server runs: whoever owns the state directory that systemd keeps for it. */
public final class ServerUser implements Supplier<Optional<Long>> {

  private static final Logger LOG = LoggerFactory.getLogger(ServerUser.class);

  private static final long ROOT = 0;

  private final Path directory;

  public ServerUser(Path directory) {
    this.directory = directory;
  }

  /** The user's id; empty where it has never run, or not as a user of its own. */
  @Override
  public Optional<Long> get() {
    try {
      return Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS) instanceof Integer uid
              && uid != ROOT
          ? Optional.of((long) uid)
          : Optional.empty();
    } catch (IOException e) {
      LOG.debug("cannot tell as whom the model server runs, ignoring: {}", e.toString());
      return Optional.empty();
    }
  }
}
