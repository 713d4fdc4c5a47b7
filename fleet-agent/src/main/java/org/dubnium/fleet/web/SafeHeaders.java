package org.dubnium.fleet.web;

import java.util.Map;

/** For every answer: it is nobody's to keep, to frame or to guess at. */
final class SafeHeaders {

  static final Map<String, String> ALL =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private SafeHeaders() {}
}
