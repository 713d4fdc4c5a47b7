package org.dubnium.testbed.runpod.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.dubnium.testbed.runpod.StandInDefect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the stand-in itself did wrong, so that a test can ask for it. */
final class Defects {

  private static final int MOST = 100;
  private static final Logger log = LoggerFactory.getLogger(Defects.class);

  private final Deque<String> messages = new ArrayDeque<>();

  synchronized void add(StandInDefect defect) {
    log.error("stand-in defect", defect);
    if (messages.size() == MOST) {
      messages.removeFirst();
    }
    messages.add(String.valueOf(defect.getMessage()));
  }

  synchronized List<String> messages() {
    return List.copyOf(messages);
  }
}
