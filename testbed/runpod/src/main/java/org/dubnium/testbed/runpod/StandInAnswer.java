package org.dubnium.testbed.runpod;

import java.util.Map;

/** What a client sees of a call. */
public sealed interface StandInAnswer {

  /**
   * An answer of HTTP.
   *
   * @param body the text that it begins with
   * @param padding how many spaces follow the text: an answer that is too large is not held in
   *     memory
   */
  record Response(int status, Map<String, String> headers, String body, long padding)
      implements StandInAnswer {

    public Response {
      headers = Map.copyOf(headers);
    }

    /** The length of the body in characters, with the padding. */
    public long length() {
      return body.length() + padding;
    }
  }

  /** No answer at all. Whether the call took effect, nobody is told. */
  record NoResponse(Reason reason) implements StandInAnswer {

    /** How it ends for the client. */
    public enum Reason {
      /** The connection breaks at once. */
      BROKEN,
      /** The connection stays open and silent until the client gives up. */
      SILENT
    }
  }
}
