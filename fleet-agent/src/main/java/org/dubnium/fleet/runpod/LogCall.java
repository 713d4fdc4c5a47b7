package org.dubnium.fleet.runpod;

import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** The call that opens a pod's log: operation getPodLogs. */
final class LogCall {

  private LogCall() {}

  static ApiCall of(String purpose, HttpUrl log, LogQuery query) {
    // Packed, lines would be held back.
    Headers.Builder headers =
        new Headers.Builder().add("Accept", "text/event-stream").add("Accept-Encoding", "identity");
    HttpUrl.Builder url = log.newBuilder();
    if (query.after().isPresent()) {
      headers.add("Last-Event-ID", query.after().get());
    } else if (query.since().isPresent()) {
      url.addQueryParameter("since", query.since().get().toString());
    } else {
      url.addQueryParameter("tail", Integer.toString(query.tail()));
    }
    return new ApiCall(
        purpose, "GET", url.build(), headers.build(), Optional.empty(), false, List.of());
  }
}
