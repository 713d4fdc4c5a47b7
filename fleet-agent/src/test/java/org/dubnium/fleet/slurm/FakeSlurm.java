package org.dubnium.fleet.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Slurm's commands as scripts in a directory. Each writes down with what words it was called, a line
 * each, and prints what a test says.
 */
public final class FakeSlurm {

  private final Path directory;

  public FakeSlurm(Path directory) {
    this.directory = directory;
  }

  public SlurmSettings settings(Duration deadline) {
    return new SlurmSettings(List.of(directory), Optional.empty(), deadline, 1 << 20, Optional.empty());
  }

  /** A cluster of version 24.11 with one node, {@code vm}, and three jobs: 2, 3 and 4. */
  public FakeSlurm of2411() throws IOException {
    reads("sinfo", "slurm 24.11.5", "24.11/scontrol-show-node.json");
    reads("scontrol", "", "24.11/scontrol-show-node.json");
    reads("squeue", "", "24.11/squeue.json");
    command("sbatch", "/bin/cat > \"$here/script\"; echo '17;cluster'");
    command("scancel", "echo 'scancel: Terminating job' >&2");
    return this;
  }

  private void reads(String name, String version, String sample) throws IOException {
    Files.write(directory.resolve(name + ".out"), SlurmOutput.bytes(sample));
    command(
        name,
        "case \"$1\" in --version) echo '" + version + "';; update) ;; *) /bin/cat \"$0.out\";; esac");
  }

  /** Replaces a command; {@code $here} is where this keeps what it knows. */
  public void command(String name, String script) throws IOException {
    Path path = directory.resolve(name);
    Files.writeString(
        path,
        "#!/bin/sh\nhere='%s'\nfor word in %s \"$@\"; do printf '%%s\\n' \"$word\"; done >> \"$here/words\"\n%s\n"
            .formatted(directory, name, script));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  public void without(String command) throws IOException {
    Files.delete(directory.resolve(command));
  }

  /** All words of all calls since the last time, those that only look left out. */
  public List<String> words() throws IOException {
    Path file = directory.resolve("words");
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> words = Files.readAllLines(file);
    Files.delete(file);
    return words;
  }

  /** What sbatch read. */
  public String script() throws IOException {
    return Files.readString(directory.resolve("script"));
  }

  public boolean wasGivenAScript() {
    return Files.exists(directory.resolve("script"));
  }
}
