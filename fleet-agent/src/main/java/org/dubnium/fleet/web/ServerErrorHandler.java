package org.dubnium.fleet.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Jetty's error handler: answers what cannot be read as a request with a problem, as all errors
 * are.
 */
final class ServerErrorHandler implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws IOException {
    int status = response.getStatus();
    byte[] body = Problem.body(status, message(status), List.of());
    HttpFields.Mutable headers = response.getHeaders();
    SafeHeaders.ALL.forEach(headers::put);
    headers.put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static String message(int status) {
    return switch (status) {
      case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          "cannot take a request's head that long";
      case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "cannot answer: a defect; see the journal";
      default -> "cannot answer that as a request: " + HttpStatus.getMessage(status);
    };
  }
}
