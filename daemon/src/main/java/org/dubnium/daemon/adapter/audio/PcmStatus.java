package org.dubnium.daemon.adapter.audio;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code status} of a PCM substream.
 *
 * @param state {@code OPEN SETUP PREPARED RUNNING XRUN DRAINING PAUSED SUSPENDED DISCONNECTED}, or
 *     {@code closed}
 * @param owner PID that opened it; 0 if it is not told
 */
record PcmStatus(String state, int owner) {

  private static final Pattern STATE = Pattern.compile("(?m)^state: (\\S+)");
  private static final Pattern OWNER = Pattern.compile("(?m)^owner_pid\\s*: (\\d{1,9})");

  static PcmStatus parse(String text) throws IOException {
    if (text.strip().equals("closed")) {
      return new PcmStatus("closed", 0);
    }
    Matcher state = STATE.matcher(text);
    if (!state.find()) {
      throw new IOException("cannot understand the substream's status '" + text.strip() + "'");
    }
    Matcher owner = OWNER.matcher(text);
    return new PcmStatus(
        state.group(1), owner.find() ? Integer.parseInt(owner.group(1)) : 0);
  }

  boolean isRunning() {
    return state.equals("RUNNING");
  }
}
