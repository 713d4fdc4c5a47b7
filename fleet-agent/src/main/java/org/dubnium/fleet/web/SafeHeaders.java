package org.dubnium.fleet.web;

import java.util.Map;

/** Security headers of every answer: no caching, no framing, no sniffing of types. */
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
