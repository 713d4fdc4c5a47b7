package org.dubnium.daemon.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.AudioState;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;

/**
 * Denies while a PCM substream runs or one of the configured audio programs lives. Since anybody may
 * call a program of his own like one of them, they count only for a person who sits at the machine,
 * whose work they are, and in the configured units of the system.
 */
final class AudioIdle implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    switch (input.observation().audio()) {
      case Reading.Unavailable<AudioState>(String why) -> objections.cannotTell(why);
      case Reading.Value<AudioState>(AudioState audio) -> {
        judgePrograms(audio.processes(), input, objections);
        audio.running().forEach(stream -> deny(stream, input, objections));
      }
    }
    return objections.verdict();
  }

  private static void judgePrograms(
      List<ProcessInfo> programs, GuardInput input, Objections objections) {
    List<ProcessInfo> ofPeople = new ArrayList<>();
    for (ProcessInfo program : programs) {
      if (isOfUnit(program, input)) {
        deny(program, objections);
      } else {
        ofPeople.add(program);
      }
    }
    if (ofPeople.isEmpty()) {
      return;
    }
    switch (input.observation().sessions()) {
      case Reading.Unavailable<List<Session>>(String why) -> objections.cannotTell(why);
      case Reading.Value<List<Session>>(List<Session> sessions) ->
          ofPeople.stream()
              .filter(program -> isAtSeat(program.uid(), sessions))
              .forEach(program -> deny(program, objections));
    }
  }

  private static boolean isOfUnit(ProcessInfo program, GuardInput input) {
    return program
        .unit()
        .filter(unit -> input.policy().audio().units().stream().anyMatch(all -> all.matches(unit)))
        .isPresent();
  }

  private static boolean isAtSeat(long uid, List<Session> sessions) {
    return sessions.stream().anyMatch(session -> session.uid() == uid && session.isAtSeat());
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
