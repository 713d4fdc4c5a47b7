package org.dubnium.daemon.guard;

import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.AudioState;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;

/** Denies while a PCM substream runs or one of the configured audio programs lives. */
final class AudioIdle implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    switch (input.observation().audio()) {
      case Reading.Unavailable<AudioState>(String why) -> objections.cannotTell(why);
      case Reading.Value<AudioState>(AudioState audio) -> {
        audio.processes().forEach(process -> deny(process, objections));
        audio.running().forEach(stream -> deny(stream, input, objections));
      }
    }
    return objections.verdict();
  }

  private static void deny(ProcessInfo process, Objections objections) {
    String session = process.session().map(id -> " in session " + id).orElse("");
    objections.deny(
        "audio-in-use",
        "%s (pid %d)%s is an audio program that runs (save the work and close it)"
            .formatted(process.command(), process.pid(), session),
        Map.of("command", process.command(), "pid", Integer.toString(process.pid())));
  }

  private static void deny(
      AudioState.Substream stream, GuardInput input, Objections objections) {
    String command =
        input.process(stream.owner()).map(owner -> " (" + owner.command() + ")").orElse("");
    String owner = stream.owner() == 0 ? "" : ", opened by pid " + stream.owner() + command;
    objections.deny(
        "audio-in-use",
        "%s plays or records%s (stop it)".formatted(stream.name(), owner),
        Map.of("substream", stream.name(), "pid", Integer.toString(stream.owner())));
  }
}
