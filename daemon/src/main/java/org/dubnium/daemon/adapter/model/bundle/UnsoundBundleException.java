package org.dubnium.daemon.adapter.model.bundle;

import java.io.IOException;
import java.util.List;
import org.dubnium.daemon.domain.text.Brief;

/** A bundle is damaged or incomplete. */
public final class UnsoundBundleException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * A bundle with problems.
   *
   * @param doing what cannot be done with it, as "verify DIRECTORY"
   * @param problems all of them, each in a sentence; a number that can be read is kept
   */
  public UnsoundBundleException(String doing, List<String> problems) {
    super("cannot " + doing + ": it is not sound");
    this.problems = Brief.lines(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
