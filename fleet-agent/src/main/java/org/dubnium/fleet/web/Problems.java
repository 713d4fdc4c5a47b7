package org.dubnium.fleet.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers that are errors: problem details of RFC 9457, and {@code error}. */
final class Problems {

  static final String TYPE = "application/problem+json";

  private Problems() {}

  static Response answer(Problem problem) throws IOException {
    Response response =
        Response.of(
            problem.status(),
            TYPE,
            bytes(problem.status(), String.valueOf(problem.getMessage()), problem.details()));
    for (Map.Entry<String, String> header : problem.headers().entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }

  static Response answer(int status, String message) throws IOException {
    return Response.of(status, TYPE, bytes(status, message, List.of()));
  }

  static byte[] bytes(int status, String message, List<String> details) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("title", message);
    body.put("error", message);
    if (!details.isEmpty()) {
      body.put("details", details);
    }
    return Json.bytes(body);
  }
}
