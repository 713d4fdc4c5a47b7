package org.dubnium.daemon.fake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.Authority;

/** polkit that says yes to everything until told otherwise. */
public final class FakeAuthority implements Authority {

  /** What it was asked. */
  public record Question(
      Caller caller, String action, Map<String, String> details, boolean interactive) {}

  /** Closed: decisions wait, as for somebody who types a password. */
  public final Gate gate = new Gate();

  private final Map<String, Decision> answers = new ConcurrentHashMap<>();
  private final List<Question> questions = new CopyOnWriteArrayList<>();

  /** Called at each question. */
  public volatile Runnable onQuestion = () -> {};

  /** Whether there is somebody who authenticates, where they are asked. */
  public volatile boolean authenticates;

  public void answer(String action, Decision decision) {
    answers.put(action, decision);
  }

  public List<Question> questions() {
    return List.copyOf(questions);
  }

  @Override
  public Decision decide(
      Caller caller, String action, Map<String, String> details, boolean interactive) {
    questions.add(new Question(caller, action, Map.copyOf(details), interactive));
    onQuestion.run();
    gate.pass();
    Decision answer =
        caller.uid() == 0 ? Decision.YES : answers.getOrDefault(action, Decision.YES);
    return answer == Decision.CHALLENGE && interactive && authenticates ? Decision.YES : answer;
  }
}
