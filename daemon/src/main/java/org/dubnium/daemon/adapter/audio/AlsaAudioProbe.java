package org.dubnium.daemon.adapter.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.observation.AudioState;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.port.AudioProbe;
import org.dubnium.daemon.procfs.Directory;
import org.dubnium.daemon.procfs.ProcessReader;
import org.dubnium.daemon.procfs.StatLine;

/**
 * Reads ALSA's substreams and looks for programs by name. A host without {@code /proc/asound} has no
 * sound hardware, which is a reading; one whose substreams cannot be read has none.
 *
 * <p>Source: the kernel's sound/designs/procfile.rst.
 */
public final class AlsaAudioProbe implements AudioProbe {

  /** The kernel keeps so many bytes of a command's name, proc_pid_comm(5). */
  private static final int COMM_BYTES = 15;

  /**
   * Programs of one user in one unit that are named. Whether these count does not depend on which
   * they are, so that one more would change nothing.
   */
  static final int MOST_OF_PLACE = 16;

  private final Path asound;
  private final ProcessReader reader;
  private final Supplier<Set<String>> programs;

  /**
   * @param proc where procfs is mounted
   * @param programs names of programs that mean that audio is in use, of which the first 15 bytes
   *     count; asked for at every reading
   */
  public AlsaAudioProbe(Path proc, Supplier<Set<String>> programs) {
    this.asound = proc.resolve("asound");
    this.reader = new ProcessReader(proc);
    this.programs = programs;
  }

  @Override
  public Reading<AudioState> read() {
    try {
      List<Path> cards = children(asound, "card[0-9]*");
      List<AudioState.Substream> running = new ArrayList<>();
      for (Path card : cards) {
        for (Path pcm : children(card, "pcm*")) {
          for (Path substream : children(pcm, "sub*")) {
            Optional<PcmStatus> status = status(substream.resolve("status"));
            status
                .filter(PcmStatus::isRunning)
                .map(found -> substream(substream, found))
                .ifPresent(running::add);
          }
        }
      }
      return Reading.of(new AudioState(!cards.isEmpty(), running, living()));
    } catch (IOException e) {
      return Reading.unavailable("cannot tell whether audio is in use: " + e.getMessage());
    }
  }

  private AudioState.Substream substream(Path directory, PcmStatus status) {
    return new AudioState.Substream(asound.relativize(directory).toString(), status.owner());
  }

  private List<ProcessInfo> living() throws IOException {
    Set<String> commands =
        programs.get().stream().map(AlsaAudioProbe::comm).collect(Collectors.toSet());
    List<ProcessInfo> found = new ArrayList<>();
    Map<String, Integer> perPlace = new HashMap<>();
    for (int pid : commands.isEmpty() ? new int[0] : reader.pids()) {
      Optional<StatLine> stat = reader.stat(pid);
      if (stat.filter(line -> !line.isDead() && commands.contains(line.command())).isPresent()) {
        reader
            .identify(pid)
            .filter(process -> perPlace.merge(place(process), 1, Integer::sum) <= MOST_OF_PLACE)
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static String place(ProcessInfo process) {
    return process.uid() + " " + process.unit().orElse("");
  }

  /** Empty if the card was unplugged meanwhile. */
  private static Optional<PcmStatus> status(Path file) throws IOException {
    try {
      return Optional.of(PcmStatus.parse(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What a directory holds, by name; nothing if it is not there. */
  private static List<Path> children(Path directory, String glob) throws IOException {
    try {
      return Directory.list(directory, glob);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static String comm(String program) {
    byte[] bytes = program.getBytes(StandardCharsets.UTF_8);
    return new String(
        Arrays.copyOf(bytes, Math.min(bytes.length, COMM_BYTES)), StandardCharsets.UTF_8);
  }
}
