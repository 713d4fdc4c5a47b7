package org.dubnium.fleet.web;

import java.util.Map;
import java.util.Optional;

/** The dashboard: its page, and the files that the page names. Everybody may have them. */
public final class PageRoutes {

  /**
   * Nothing but what this server serves, and no script or style within the page; what would make
   * markup of a text is an error (W3C Trusted Types).
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final PageFiles files;

  public PageRoutes(PageFiles files) {
    this.files = files;
  }

  public void addTo(Router router) {
    router
        .onPublic("GET", "/", this::page)
        .onPublic("GET", "/assets/{version}/{folder}/{file}", this::file);
  }

  private Response page(Request request) {
    String tag = '"' + files.version() + '"';
    Response answer =
        request.header("If-None-Match").filter(tag::equals).isPresent()
            ? Response.notModified()
            : Response.of(200, "text/html; charset=utf-8", files.page());
    return answer
        .with("ETag", tag)
        .with("Cache-Control", "no-cache")
        .with("Content-Security-Policy", POLICY);
  }

  private Response file(Request request) throws Problem {
    String name = request.segment("folder") + "/" + request.segment("file");
    Optional<byte[]> content =
        request.segment("version").equals(files.version()) ? files.file(name) : Optional.empty();
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
    return content
        .map(bytes -> Response.of(200, type, bytes))
        .orElseThrow(() -> Problem.notFound("cannot find that file; load the page again"))
        .with("Cache-Control", "public, max-age=31536000, immutable");
  }
}
