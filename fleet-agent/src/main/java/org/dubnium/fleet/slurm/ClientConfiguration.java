package org.dubnium.fleet.slurm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.dubnium.common.io.AtomicFile;

/**
 * The slurm.conf(5) by which commands of this host find the controller of a cluster that comes and
 * goes; everybody may read it. While the controller has no address the file is empty, so that nothing
 * falls back to another cluster.
 */
public final class ClientConfiguration {

  private final Path file;

  public ClientConfiguration(Path file) {
    this.file = file;
  }

  /**
   * Writes where the controller is. The kinds of resources are the client's to know: without them it refuses
   * {@code --gpus} itself.
   *
   * @param cluster its name
   * @param controller its host's name in the cluster
   * @param address under which it is reached from here
   */
  public void use(String cluster, String controller, String address, int port) throws IOException {
    AtomicFile.write(
        file,
        """
        # Written by fleet-agent.service: the Slurm cluster of rented pods.
        ClusterName=%s
        SlurmctldHost=%s(%s)
        SlurmctldPort=%d
        AuthType=auth/munge
        GresTypes=gpu
        """
            .formatted(cluster, controller, address, port)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Empties the file: the controller has no address. */
  public void forget() throws IOException {
    AtomicFile.write(file, new byte[0]);
  }

  /** Whether the file says of no controller. */
  static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (NoSuchFileException missing) {
      return false;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
