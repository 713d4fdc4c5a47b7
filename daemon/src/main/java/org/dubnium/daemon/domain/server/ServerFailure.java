package org.dubnium.daemon.domain.server;

import java.util.List;
import org.dubnium.daemon.domain.text.Brief;

/**
 * Why a model server failed.
 *
 * @param detail what vLLM printed of it; empty if nothing tells
 * @param lines the last lines that it printed, where the cause is not known; else none
 */
public record ServerFailure(FailureCause cause, String detail, List<String> lines) {

  /** Longest detail, in characters: a sentence of vLLM's with its figures. */
  private static final int DETAIL = 400;

  /** Most lines of a server's that are shown. */
  public static final int LINES = 10;

  public ServerFailure {
    detail = Brief.line(detail);
    if (detail.codePointCount(0, detail.length()) > DETAIL) {
      detail = detail.substring(0, detail.offsetByCodePoints(0, DETAIL)) + "…";
    }
    lines = Brief.lines(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }

  /** The cause in one sentence, with what vLLM said of it and with what to do. */
  public String message() {
    String said = detail.isEmpty() ? "" : " (" + detail + ")";
    return cause.sentence() + said + "; " + cause.remedy();
  }
}
