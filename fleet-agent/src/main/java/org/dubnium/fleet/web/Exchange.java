package org.dubnium.fleet.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dubnium.common.io.BoundedInput;
import org.dubnium.fleet.listen.ClientConnection;
import org.dubnium.fleet.listen.FairPermits;
import org.dubnium.fleet.listen.Limits;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Scheduler;

/** A request and its answer, over Jetty's. */
final class Exchange {

  private static final long MOST_BODY = 256 * 1024;
  private static final long MOST_UNREAD = 1024 * 1024;
  private static final int PIECE = 16 * 1024;

  private final org.eclipse.jetty.server.Request request;
  private final org.eclipse.jetty.server.Response response;
  private final ClientConnection connected;
  private final Limits limits;
  private final InputStream rest;
  private final InputStream body;

  Exchange(
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      ClientConnection connected,
      Limits limits) {
    this.request = request;
    this.response = response;
    this.connected = connected;
    this.limits = limits;
    // How long a handler may think is for it to bound; reading and writing have their own limits.
    request.addIdleTimeoutListener(_ -> false);
    rest =
        request.getLength() == 0
            ? InputStream.nullInputStream()
            : org.eclipse.jetty.server.Request.asInputStream(request);
    body = bounded(rest);
  }

  private InputStream bounded(InputStream whole) {
    if (request.getLength() == 0) {
      return new BoundedInput(whole, 0);
    }
    Scheduler.Task late = connected.closeAfter(limits.body());
    org.eclipse.jetty.server.Request.addCompletionListener(request, _ -> late.cancel());
    return new BoundedInput(whole, MOST_BODY) {
      @Override
      protected void ended() {
        late.cancel();
      }
    };
  }

  ClientConnection connected() {
    return connected;
  }

  String method() {
    return request.getMethod();
  }

  /** The segments of the path, decoded. */
  List<String> path() throws Problem {
    String raw = request.getHttpURI().getPath();
    if (raw == null || !raw.startsWith("/")) {
      throw Problem.notFound("cannot find that path; see /api/openapi.json");
    }
    List<String> segments = new ArrayList<>();
    for (String segment : PathTemplate.split(raw)) {
      try {
        // A plus sign in a path is a plus sign.
        segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException malformed) {
        throw Problem.badRequest("cannot decode the path: " + malformed.getMessage());
      }
    }
    return segments;
  }

  /**
   * As a handler sees it.
   *
   * @param names what the names in the route's path stand for
   */
  Request request(Map<String, String> names) throws Problem {
    return new Request(
        method(),
        names,
        Query.parse(request.getHttpURI().getQuery()),
        headers(),
        body,
        connected.peer());
  }

  /** HTTP/2 has {@code :authority} for the host: RFC 9113, 8.3.1. */
  private HttpFields headers() {
    HttpFields headers = request.getHeaders();
    String authority = request.getHttpURI().getAuthority();
    return headers.contains(HttpHeader.HOST) || authority == null
        ? headers
        : HttpFields.build(headers).add(new HttpField(HttpHeader.HOST, authority));
  }

  /**
   * Reads the rest of the body: a connection closed with unread data is reset, and the client would
   * not see the answer.
   */
  void drain() throws IOException {
    long left = MOST_UNREAD;
    while (left > 0) {
      long skipped = rest.readNBytes((int) Math.min(left, PIECE)).length;
      left = skipped < PIECE ? 0 : left - skipped;
    }
  }

  /**
   * Answers, and returns when all is written.
   *
   * @throws IOException if the client is gone, or does not read
   */
  void write(Response answer) throws IOException {
    boolean bodiless =
        method().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
    switch (answer) {
      case Response.Whole whole -> {
        begin(answer);
        if (answer.status() != 304) {
          response.getHeaders().put(HttpHeader.CONTENT_LENGTH, whole.body().length);
        }
        last(ByteBuffer.wrap(bodiless ? new byte[0] : whole.body()));
      }
      case Response.Stream stream when bodiless -> {
        begin(stream);
        last(ByteBuffer.allocate(0));
      }
      case Response.Stream stream -> stream(stream);
    }
  }

  private void begin(Response answer) {
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    SafeHeaders.ALL.forEach(headers::put);
    answer.headers().forEach(headers::put);
  }

  private void last(ByteBuffer bytes) throws IOException {
    Scheduler.Task late = connected.closeAfter(limits.answer());
    try {
      Content.Sink.write(response, true, bytes);
    } finally {
      late.cancel();
    }
  }

  private void stream(Response.Stream stream) throws IOException {
    StreamCancellation cancellation = new StreamCancellation();
    switch (connected.acquireStream(cancellation::cancel)) {
      case FairPermits.Result.Granted(FairPermits.Permit permit) -> {
        try {
          begin(stream);
          write(stream, cancellation);
        } finally {
          cancellation.finish();
          permit.release();
        }
      }
      case FairPermits.Result.TooManyOfOwner(int most) ->
          write(
              Problem.tooMany("cannot take more than " + most + " listeners of yours").response());
      case FairPermits.Result.Exhausted(int most) ->
          write(
              Problem.unavailable(
                      "cannot take more than " + most + " listeners; try again later").response());
    }
  }

  private void write(Response.Stream stream, StreamCancellation cancellation) throws IOException {
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
      request.addFailureListener(_ -> cancellation.cancel());
    } else {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      connected.onClientGone(cancellation::cancel);
    }
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      stream.writer().write(out);
    } catch (InterruptedException ended) {
      // By the cancellation: the client is gone.
    }
  }

  @Override
  public String toString() {
    return method() + " " + request.getHttpURI().getPath();
  }
}
