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

/** Answers what the server could not read as a request: in the form of every other error. */
final class ProblemPage implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws IOException {
    int status = response.getStatus();
    byte[] body = Problems.bytes(status, message(status), List.of());
    HttpFields.Mutable headers = response.getHeaders();
    SafeHeaders.ALL.forEach(headers::put);
    headers.put(HttpHeader.CONTENT_TYPE, Problems.TYPE);
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
