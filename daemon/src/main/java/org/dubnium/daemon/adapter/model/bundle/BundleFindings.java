package org.dubnium.daemon.adapter.model.bundle;

import java.util.List;
import java.util.Optional;

/**
 * What a bundle's small files and headers say of it.
 *
 * @param architecture the first that its {@code config.json} names; empty if it names none
 * @param problems what is wrong with it, each in a sentence
 */
public record BundleFindings(Optional<String> architecture, List<String> problems) {

  public BundleFindings {
    problems = List.copyOf(problems);
  }
}
